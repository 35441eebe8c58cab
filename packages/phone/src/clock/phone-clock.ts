/** The time a phone lives by. A test hands in its own to move time by hand. */
export interface PhoneClock {
  /** Milliseconds; what `Date.now()` tells the mini program. */
  now(): number;
  /** Calls `run` once after `ms` milliseconds, unless the returned function is called before. */
  after(ms: number, run: () => void): () => void;
}
