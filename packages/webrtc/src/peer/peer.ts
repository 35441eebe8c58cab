import type { MediaKind } from '../media.ts';
import type { Offer } from '../sdp/offer.ts';

/** What a peer tells its session. */
export interface PeerListener {
  /** Media can flow. */
  connected(): void;
  /** Said once, and nothing follows; not after `close`. */
  ended(reason: 'closed' | 'failed'): void;
  /** One RTP or RTCP packet. */
  received(kind: MediaKind, bytes: Buffer): void;
}

/** One WebRTC connection: raw RTP and RTCP, encrypted on the way. */
export interface Peer {
  /** Takes a copy of the bytes before it returns; false where nothing can be sent now. */
  send(kind: MediaKind, bytes: Buffer): boolean;
  /** A candidate of the other side (RFC 8839 §5.1, with or without "a="). Throws where it cannot be read. */
  addCandidate(candidate: string, mid: string): void;
  /** Notices what has become of the connection, and tells. To be called often while it is opened, and now and then later. */
  look(): void;
  close(): void;
}

/** What this side sends is named by these. */
export type Ssrcs = Readonly<Record<MediaKind, number>>;

export interface PeerFactory {
  /** Settles once peers can be opened; rejects where they cannot. May be called again. */
  start(): Promise<void>;
  /** Answers an offer, with every candidate in the answer. Rejects with a `NegotiationError`. */
  open(
    offer: Offer,
    direction: 'push' | 'pull',
    ssrcs: Ssrcs,
    listener: PeerListener,
  ): Promise<{ readonly peer: Peer; readonly sdp: string }>;
  /** Settles once every peer is closed for good. */
  stop(): Promise<void>;
}
