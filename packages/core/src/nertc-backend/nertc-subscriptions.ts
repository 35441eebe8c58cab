import {
  type Clock,
  type MediaKind,
  type Source,
  type StreamId,
  streamId,
  timers,
  type Uid,
} from '@callgrid/protocol';
import { backOff } from '../signalling/back-off.ts';
import type { NertcClient, NertcMediaType } from './nertc-sdk.ts';
import { toNertcUid } from './nertc-words.ts';
import { within } from './within.ts';

/** After this many refusals in a row a stream is left alone until it is published again, or asked for by hand. */
const ATTEMPTS = 5;

export interface SubscribedStream {
  readonly uid: Uid;
  readonly source: Source;
  readonly kind: MediaKind;
}

/** What is pulled at the vendor, kind by kind: its server forwards what was subscribed since it last said so. */
export class NertcSubscriptions {
  private readonly clock: Clock;
  private readonly client: NertcClient;
  private readonly addressed: (id: StreamId, url: string) => void;
  private readonly wanted = new Set<string>();
  private readonly running = new Map<string, () => void>();

  constructor(clock: Clock, client: NertcClient, addressed: (id: StreamId, url: string) => void) {
    this.clock = clock;
    this.client = client;
    this.addressed = addressed;
  }

  /** Asked for by hand: said again whenever the vendor tells of it anew. */
  want(stream: SubscribedStream): void {
    this.wanted.add(key(stream));
  }

  wants(stream: SubscribedStream): boolean {
    return this.wanted.has(key(stream));
  }

  /** Subscribes, and tries again a few times when that is refused or not answered. */
  keep(stream: SubscribedStream, attempt = 1): void {
    this.stop(stream);
    let stopped = false;
    const stopWaiting = this.clock.after(backOff(attempt, 0), () => {
      // Once it was stopped, what stands in its place is another's.
      const ended = () => !stopped && this.running.delete(key(stream));
      this.subscribe(stream).then(ended, () => {
        if (ended() && attempt < ATTEMPTS) this.keep(stream, attempt + 1);
      });
    });
    this.running.set(key(stream), () => {
      stopped = true;
      stopWaiting();
    });
  }

  async subscribe(stream: SubscribedStream): Promise<string> {
    const { uid, source, kind } = stream;
    const answer = this.client.subscribe(toNertcUid(uid), mediaType(source, kind));
    const { url } = ((await within(this.clock, timers.command, 'subscribe', answer)) ?? {}) as {
      url?: unknown;
    };
    if (typeof url !== 'string' || url === '') throw new Error('subscribe gave no url');
    this.addressed(streamId(uid, source), url);
    return url;
  }

  async unsubscribe(stream: SubscribedStream): Promise<void> {
    this.forget(stream);
    const { uid, source, kind } = stream;
    await this.client.unsubscribe(toNertcUid(uid), mediaType(source, kind));
  }

  /** The stream is gone, or not wanted any more. */
  forget(stream: SubscribedStream): void {
    this.stop(stream);
    this.wanted.delete(key(stream));
  }

  close(): void {
    for (const stop of [...this.running.values()]) stop();
    this.running.clear();
    this.wanted.clear();
  }

  private stop(stream: SubscribedStream): void {
    this.running.get(key(stream))?.();
    this.running.delete(key(stream));
  }
}

function mediaType(source: Source, kind: MediaKind): NertcMediaType {
  return source === 'screen' ? 'screenShare' : kind;
}

function key({ uid, source, kind }: SubscribedStream): string {
  return `${uid}/${source}/${kind}`;
}
