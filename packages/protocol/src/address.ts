/** How media can travel between a view and the gateway. */
export const mediaProtocols = ['rtmp', 'whip', 'whep', 'ws-flv'] as const;
export type MediaProtocol = (typeof mediaProtocols)[number];

/** A URL that carries a grant's key: whoever holds it may push or pull one stream. */
export interface Address {
  readonly protocol: MediaProtocol;
  readonly url: string;
  /** Other ways to the same stream that the client speaks, best first, for where this one does not connect. */
  readonly others?: readonly Address[];
}
