import { Duplex } from 'node:stream';
import type { MemoryPeer } from '@callgrid/rtmp/test/serve-duplex';

/** The server's end of a connection that lies in memory. */
export class MemorySocket extends Duplex implements MemoryPeer {
  readonly remoteAddress: string;
  private readonly onSent: (bytes: Buffer) => void;

  constructor(remoteAddress: string, onSent: (bytes: Buffer) => void) {
    super({ allowHalfOpen: false });
    this.remoteAddress = remoteAddress;
    this.onSent = onSent;
  }

  setNoDelay(): void {}
  setKeepAlive(): void {}
  override _read(): void {}

  override _write(bytes: Buffer, _: string, done: () => void): void {
    this.onSent(bytes);
    done();
  }
}
