/** What one peer may ask of the gateway's HTTP, in milliseconds. */
export interface HttpLimits {
  /** A request has come whole within this time, or its connection is closed a little later. */
  readonly requestWithin: number;
  /** A connection that asks for nothing more. */
  readonly idle: number;
}

export const httpLimits: HttpLimits = { requestWithin: 10_000, idle: 10_000 };
