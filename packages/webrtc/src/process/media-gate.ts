import type { FlvPacket } from '../media.ts';

/** What may wait for the other process, in bytes; more is media that it could not take in time anyway. */
const WAITING_BYTES = 8 * 1024 * 1024;

/** Lets media through to another process as long as that reads it; after a loss video goes on with a keyframe. */
export class MediaGate {
  private waitingBytes = 0;
  private readonly skipping = new Set<string>();

  /** Whether the packet of this stream may be sent now. */
  admit(stream: string, { kind, role, payload }: FlvPacket): boolean {
    const isFull = this.waitingBytes + payload.length > WAITING_BYTES;
    // A header is small, and nothing can be decoded without it; but who sends them alone would fill any queue.
    if (role === 'header') return this.waitingBytes + payload.length <= 2 * WAITING_BYTES;
    if (isFull && kind === 'video') this.skipping.add(stream);
    if (isFull) return false;
    if (kind === 'video' && role === 'key') this.skipping.delete(stream);
    return kind === 'audio' || !this.skipping.has(stream);
  }

  sending(bytes: number): void {
    this.waitingBytes += bytes;
  }

  sent(bytes: number): void {
    this.waitingBytes -= bytes;
  }

  forget(stream: string): void {
    this.skipping.delete(stream);
  }
}
