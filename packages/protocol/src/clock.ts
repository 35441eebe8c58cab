/** Time, handed in so that tests can own it. */
export interface Clock {
  /** Milliseconds since 1970 where it matters, such as for a token's expiry; elsewhere only differences count. */
  now(): number;
  /** Calls `run` once after `ms` milliseconds, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void;
}
