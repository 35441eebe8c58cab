/** What one peer may ask of the gateway's HTTP, in milliseconds. */
export const httpLimits = {
  /** A request has come whole within this time, or its connection is closed. */
  requestWithin: 10_000,
  /** A connection that asks for nothing. */
  idle: 10_000,
} as const;
