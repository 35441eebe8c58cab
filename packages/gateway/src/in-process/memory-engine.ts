import type { MediaKind, MediaState } from '@callgrid/protocol';
import type { MediaEngine } from '../engine/media-engine.ts';

export interface MemoryEngine extends MediaEngine {
  /** The stream and the key of an address that this engine gave; undefined for any other text. */
  read(url: string): { readonly stream: string; readonly key: string } | undefined;
  /** From now on these kinds flow, until the push grant ends. */
  flow(stream: string, kinds: readonly MediaKind[]): void;
}

/** Media that nobody carries: its addresses are a stream's name and key, and what flows is what is said to. */
export function createMemoryEngine(): MemoryEngine {
  const flowing = new Map<string, readonly MediaKind[]>();
  return {
    capabilities: { perKind: true, push: ['rtmp'], pull: ['rtmp'] },
    url: ({ stream, key }, protocol, host) => `${protocol}://${host}/${stream}?key=${key}`,
    read(url) {
      const [, stream, key] = /([^/]+)\?key=([^&]+)$/.exec(url) ?? [];
      return stream !== undefined && key !== undefined ? { stream, key } : undefined;
    },
    flow: (stream, kinds) => void flowing.set(stream, kinds),
    update() {},
    disconnect({ direction, stream }) {
      if (direction === 'push') flowing.delete(stream);
    },
    stats(stream) {
      const kinds = flowing.get(stream);
      if (!kinds) return undefined;
      const of = (kind: MediaKind) => {
        const status: MediaState = kinds.includes(kind) ? 'live' : 'waiting';
        return { status, bytes: 0, bitsPerSecond: 0 };
      };
      return { audio: of('audio'), video: of('video'), players: 0 };
    },
    close: async () => {},
  };
}
