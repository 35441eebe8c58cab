/** When a peer was last heard of. A value; times are monotonic ms. */
export interface Liveness {
  heardAt: number;
  /** The ping that has not been followed by a byte. */
  pingedAt: number | undefined;
  /** Whether it has ever answered a ping: some players never do, and live. */
  answers: boolean;
}

export interface LivenessLimits {
  pingAfterMs: number;
  pingTimeoutMs: number;
}

/** What to do about a peer now. A player that never answered a ping is left to TCP and to its socket's window. */
export function judgeLiveness(
  liveness: Liveness,
  direction: 'push' | 'pull',
  limits: LivenessLimits,
  now: number,
): 'fine' | 'ping' | 'lost' {
  const { heardAt, pingedAt, answers } = liveness;
  if (pingedAt === undefined) return now - heardAt >= limits.pingAfterMs ? 'ping' : 'fine';
  if (now - pingedAt < limits.pingTimeoutMs) return 'fine';
  return direction === 'push' || answers ? 'lost' : 'ping';
}
