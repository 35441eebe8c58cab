import type { MediaKind, MediaProtocol, MediaState } from '@callgrid/protocol';
import type { Grant } from '../grant/grant.ts';

/** The port to whatever carries media. The gateway decides who may; the engine lets bytes flow. */
export interface MediaEngine {
  readonly capabilities: {
    /** A grant may name one kind alone; others are dropped on the way. */
    readonly perKind: boolean;
    readonly push: readonly MediaProtocol[];
    readonly pull: readonly MediaProtocol[];
  };
  /** The URL to hand out for a grant, with its key in it. `host` is the gateway's name as the client knows it, port included. */
  url(grant: Grant, protocol: MediaProtocol, host: string): string;
  /** The grant's kinds changed: takes or sends them on the same connections. */
  update(grant: Grant): void;
  /** The grant ended: closes its connections. */
  disconnect(grant: Grant): void;
  /** What flows of a stream, by its name in addresses; undefined where nobody pushes it or waits for it. */
  stats(stream: string): MediaStats | undefined;
  close(): Promise<void>;
}

/** A stream as it is now. */
export interface MediaStats extends Readonly<Record<MediaKind, KindStats>> {
  readonly players: number;
}

/** One kind of it, as it comes from its publisher. */
export interface KindStats {
  readonly status: MediaState;
  /** Since the stream began. */
  readonly bytes: number;
  /** Over the last full second. */
  readonly bitsPerSecond: number;
}

/** Who asks to push or pull, as the engine saw it. */
export interface MediaRequest {
  readonly direction: 'push' | 'pull';
  readonly stream: string;
  readonly key: string;
}

/** A request that no grant allows. */
export interface MediaRefusal {
  /** Why, in a few words. */
  readonly refused: string;
  /** `noKey`: none was shown. `unknownKey`: none that lives. `otherKey`: one that lives, for something else. */
  readonly cause: 'noKey' | 'unknownKey' | 'otherKey';
}

/** What the engine asks of and tells the gateway. */
export interface MediaEngineListener {
  /** The grant that allows the request, or why none does. */
  authorise(request: MediaRequest): { readonly grant: Grant } | MediaRefusal;
  mediaChanged(stream: string, kind: MediaKind, media: 'live' | 'stalled'): void;
}
