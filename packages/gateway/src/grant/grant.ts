import type { MediaKind, StreamId, Uid } from '@callgrid/protocol';

/** The right to push or pull one stream, proved by its key. */
export interface Grant {
  /** Names the grant in logs; says nothing about the key. */
  readonly id: string;
  readonly key: string;
  readonly direction: 'push' | 'pull';
  readonly channelName: string;
  /** Who may. */
  readonly uid: Uid;
  readonly streamId: StreamId;
  /** The stream's name in addresses: new whenever the stream is published anew. */
  readonly stream: string;
  readonly expiresAt: number;
  kinds: readonly MediaKind[];
}
