/** What one client may ask of the gateway. Beyond it a request is refused, or its socket closed. */
export const signallingLimits = {
  /** A longer frame is refused, in bytes … */
  frameBytes: 64 * 1024,
  /** … and beyond this its socket is closed (1009); the seat waits for the next one. */
  hardFrameBytes: 1024 * 1024,
  requestsPerSecond: 50,
  requestBurst: 100,
  /** Requests that may wait for the join before them. */
  waitingRequests: 32,
  /** Beyond this many refusals the socket is closed. */
  refusalsPerSecond: 10,
  refusalBurst: 200,
  /** What may wait in a socket to be read, in bytes. Beyond it the socket is closed; the seat waits for the next one. */
  queuedBytes: 1024 * 1024,
  /** A socket has this long to join, in milliseconds. */
  joinWithin: 10_000,
  /** Sockets at once, over all clients; those of one address are a setting. */
  sockets: 10_000,
} as const;
