/** How media can travel between a view and the gateway. */
export type MediaProtocol = 'rtmp' | 'ws-flv';

/** A URL that carries a grant's key: whoever holds it may push or pull one stream. */
export interface Address {
  readonly protocol: MediaProtocol;
  readonly url: string;
}
