import type { MediaKind } from '../media.ts';
import type { PushDemand } from '../webrtc-server.ts';

/** What a session does with its peer, whichever way media goes. */
export interface SessionMedia {
  /** Media can flow. */
  connected(): void;
  /** One RTP or RTCP packet came. */
  received(kind: MediaKind, bytes: Buffer, now: number): void;
  /**
   * Whether a peer that was last heard at `heardAt` is gone by now: a sender sends, and a viewer reports on what it was
   * sent, if it was sent anything.
   */
  isSilent(now: number, heardAt: number): boolean;
  /** How often `tick` is to be called, in ms; at most every 20. */
  readonly tickEveryMs: number;
  tick(now: number): void;
  setKinds(kinds: ReadonlySet<MediaKind>): void;
  /** What the hub's players want of a push; nothing to a pull. */
  demand(demand: PushDemand): void;
  /** The session is over: nothing is said of it any more. */
  close(): void;
}
