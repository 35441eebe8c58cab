import type { MediaKind } from '../access/access.ts';
import type { Logger } from './logger.ts';

/** Why a connection was closed. */
export type CloseReason =
  /** The peer closed it, or its network did. */
  | 'peerClosed'
  /** `authorise` said no, or a limit did. */
  | 'refused'
  /** Another publisher has taken the stream over. */
  | 'takenOver'
  /** `disconnect(grant)`. */
  | 'disconnected'
  /** It sent what RTMP or our limits do not allow. */
  | 'protocolError'
  /** It was silent, or did not get to its purpose in time. */
  | 'timeout'
  /** A player whose socket took nothing for `stalledReaderMs`. */
  | 'stalledReader'
  /** `close()`. */
  | 'serverClosed';

/** What the server tells its owner. Its own state, as `stats` gives it, has changed before. */
export interface RtmpServerEvents {
  /** The first packet of a kind has come from the publisher, after waiting or a stall; video counts from a keyframe. */
  live: { stream: string; kind: MediaKind };
  /** No packet of a live kind for `stalledAfterMs`, or its publisher is gone. */
  stalled: { stream: string; kind: MediaKind };
  /** The publisher is gone, and none has taken over. Players stay and wait. */
  ended: { stream: string };
  /** `grant` is undefined when the connection was never let in. `detail` says more, for people. */
  connectionClosed: {
    connectionId: string;
    grant: string | undefined;
    reason: CloseReason;
    detail: string | undefined;
  };
}

type Listener<Payload> = (payload: Payload) => void;

/** Tells listeners; one that throws is reported and stops nothing. */
export class ServerEvents {
  private readonly listeners = new Map<keyof RtmpServerEvents, Set<Listener<never>>>();

  constructor(private readonly log: Logger) {}

  on<Name extends keyof RtmpServerEvents>(
    name: Name,
    listener: Listener<RtmpServerEvents[Name]>,
  ): () => void {
    const set = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, set);
    // Wrapped, so that the same function given twice is told twice and stopped once.
    const own: Listener<RtmpServerEvents[Name]> = (payload) => listener(payload);
    set.add(own);
    return () => void set.delete(own);
  }

  emit<Name extends keyof RtmpServerEvents>(name: Name, payload: RtmpServerEvents[Name]): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) {
      try {
        (listener as Listener<RtmpServerEvents[Name]>)(payload);
      } catch (error) {
        this.log.warn({ error, event: name }, 'a listener threw');
      }
    }
  }
}
