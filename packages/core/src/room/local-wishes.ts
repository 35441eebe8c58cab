import {
  addKinds,
  type MediaKind,
  type RoomState,
  removeKinds,
  type Source,
  type StreamId,
  streamId,
} from '@callgrid/protocol';
import type { SubscriptionOptions } from './room.ts';

type Subscription = Required<SubscriptionOptions>;

/** What this client asked for by hand, to be asked for again should it have to join anew. */
export class LocalWishes {
  private readonly subscriptions = new Map<StreamId, Subscription>();
  private readonly publications = new Map<Source, readonly MediaKind[]>();

  constructor(camera: readonly MediaKind[]) {
    this.publications.set('camera', camera);
  }

  /** The kinds of this source that are published. */
  published(source: Source): readonly MediaKind[] {
    return this.publications.get(source) ?? [];
  }

  publish(source: Source, kinds: readonly MediaKind[]): void {
    this.publications.set(source, addKinds(this.published(source), kinds));
  }

  unpublish(source: Source, kinds: readonly MediaKind[]): void {
    this.publications.set(source, removeKinds(this.published(source), kinds));
  }

  /** An audience member sends nothing. */
  unpublishAll(): void {
    this.publications.clear();
  }

  subscribe({ uid, source, kinds }: Subscription): void {
    const id = streamId(uid, source);
    this.subscriptions.set(id, {
      uid,
      source,
      kinds: addKinds(this.subscriptions.get(id)?.kinds ?? [], kinds),
    });
  }

  /** Gives whether anything of the stream is still wanted. */
  unsubscribe({ uid, source, kinds }: Subscription): boolean {
    const id = streamId(uid, source);
    const left = removeKinds(this.subscriptions.get(id)?.kinds ?? [], kinds);
    if (left.length > 0) this.subscriptions.set(id, { uid, source, kinds: left });
    else this.subscriptions.delete(id);
    return left.length > 0;
  }

  get subscribed(): readonly Subscription[] {
    return [...this.subscriptions.values()];
  }

  /** A stream that is gone is not wanted any more: one of the same name later is another. */
  keepTo({ streams }: Pick<RoomState, 'streams'>): void {
    for (const id of this.subscriptions.keys()) {
      if (!streams.some((stream) => stream.id === id)) this.subscriptions.delete(id);
    }
  }
}
