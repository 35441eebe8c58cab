import {
  addKinds,
  type MediaKind,
  type Role,
  type RoomState,
  removeKinds,
  type Source,
  type StreamId,
  streamId,
} from '@callgrid/protocol';
import type { SubscriptionOptions } from './room.ts';

type Subscription = Required<SubscriptionOptions>;

/**
 * What this client asked for by hand, to be asked for again should it have to join anew. A wish counts from the
 * moment it is made: the gateway may have granted it though its answer was lost.
 */
export class LocalWishes {
  private readonly subscriptions = new Map<StreamId, Subscription>();
  private readonly publications = new Map<Source, readonly MediaKind[]>();
  private wantedRole: Role;

  constructor(role: Role, camera: readonly MediaKind[]) {
    this.wantedRole = role;
    this.publications.set('camera', camera);
  }

  get role(): Role {
    return this.wantedRole;
  }

  /** Gives what takes the wish back. An audience member sends nothing. */
  setRole(role: Role): () => void {
    const before = this.wantedRole;
    this.wantedRole = role;
    const publications = [...this.publications];
    if (role === 'audience') this.publications.clear();
    return () => {
      this.wantedRole = before;
      for (const [source, kinds] of publications) this.publications.set(source, kinds);
    };
  }

  /** The kinds of this source that are published. */
  published(source: Source): readonly MediaKind[] {
    return this.publications.get(source) ?? [];
  }

  /** Gives what takes the wish back. */
  publish(source: Source, kinds: readonly MediaKind[]): () => void {
    const before = this.published(source);
    this.publications.set(source, addKinds(before, kinds));
    return () => {
      this.publications.set(source, removeKinds(this.published(source), removeKinds(kinds, before)));
    };
  }

  /** Gives what takes the wish back. */
  unpublish(source: Source, kinds: readonly MediaKind[]): () => void {
    const before = this.published(source);
    this.publications.set(source, removeKinds(before, kinds));
    return () => {
      const withdrawn = kinds.filter((kind) => before.includes(kind));
      this.publications.set(source, addKinds(this.published(source), withdrawn));
    };
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
