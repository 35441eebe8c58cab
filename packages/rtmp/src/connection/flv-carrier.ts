import type { CloseReason } from '../server/server-events.ts';

/** What brings FLV to a player: something that is open, takes bytes, and can be gone. */
export interface FlvCarrier {
  readonly protocol: 'ws-flv' | 'http-flv';
  /** Bytes handed over that have not left the process. */
  readonly pendingBytes: number;
  /** The player was let in. */
  begin(): void;
  write(bytes: Buffer): void;
  /** Ends it. `detail` is for the player's developer. */
  close(reason: CloseReason, detail: string | undefined): void;
  /** Calls back once the player is gone, however that came; perhaps more than once. */
  onGone(gone: () => void): void;
}
