import type { MediaKind } from '../media.ts';
import type { Peer } from '../peer/peer.ts';
import { limits } from '../webrtc-limits.ts';
import type { SessionMedia } from './session-media.ts';

/** How often an open connection is looked at: whoever says goodbye is gone within this. */
const LOOK_EVERY_MS = 500;

/** connecting → connected → closed; closed from anywhere. Connecting began, and the peer was heard last, at `at`. */
type SessionState = { status: 'connecting' | 'connected'; at: number } | { status: 'closed' };

/** One peer and what is done with it, from the answer to the end. */
export class Session {
  private state: SessionState = { status: 'connecting', at: performance.now() };
  private tickAt = 0;
  private lookAt = 0;
  private candidates = 0;

  constructor(
    readonly id: string,
    readonly stream: string,
    readonly peer: Peer,
    readonly media: SessionMedia,
  ) {}

  connected(): void {
    if (this.state.status !== 'connecting') return;
    this.state = { status: 'connected', at: performance.now() };
    this.media.connected();
  }

  received(kind: MediaKind, bytes: Buffer, now: number): void {
    if (this.state.status !== 'connected') return;
    this.state = { status: 'connected', at: now };
    this.media.received(kind, bytes, now);
  }

  /** Takes one of the peer's candidates; those beyond the bound are left out. Throws where it cannot be read. */
  addCandidate(candidate: string, mid: string): void {
    if (this.candidates >= limits.candidates) return;
    this.candidates += 1;
    this.peer.addCandidate(candidate, mid);
  }

  /** To be called every 20 ms. Whether the peer is still there. */
  tick(now: number): boolean {
    const { state } = this;
    if (state.status === 'closed') return false;
    if (state.status === 'connecting') {
      this.peer.look();
      return now - state.at <= limits.connectMs;
    }
    if (now < this.tickAt) return true;
    this.tickAt = now + this.media.tickEveryMs;
    if (now >= this.lookAt) {
      this.lookAt = now + LOOK_EVERY_MS;
      this.peer.look();
      // It may have seen the end, and told.
      if (this.state.status === 'closed') return false;
    }
    this.media.tick(now);
    return !this.media.isSilent(now, state.at);
  }

  close(): void {
    if (this.state.status === 'closed') return;
    this.state = { status: 'closed' };
    this.media.close();
    this.peer.close();
  }
}
