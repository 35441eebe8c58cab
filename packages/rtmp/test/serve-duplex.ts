import type { Server } from 'node:net';
import type { Duplex } from 'node:stream';
import type { RtmpServer } from '../src/index.ts';

/** A connection that no kernel carries. */
export interface MemoryPeer extends Duplex {
  readonly remoteAddress: string;
  setNoDelay(): void;
  setKeepAlive(): void;
}

/** Hands a server a connection as its listening socket would. */
export function serveDuplex(server: RtmpServer, peer: MemoryPeer): void {
  const { server: listening } = server as unknown as { readonly server: Server };
  listening.emit('connection', peer);
}
