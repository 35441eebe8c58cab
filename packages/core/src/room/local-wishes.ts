import {
  addKinds,
  type CallMode,
  type MediaKind,
  mediaKinds,
  type Role,
  type RoomState,
  RtcError,
  removeKinds,
  type ServiceOptions,
  type Source,
  type StreamId,
  streamId,
  toUid,
  type Uid,
} from '@callgrid/protocol';
import type { JoinIntent } from '../backend/backend.ts';
import type { PlatformCapabilities } from '../platform/platform.ts';
import type { JoinOptions, SubscriptionOptions } from './room.ts';
import type { LocalView } from './room-view.ts';

type Subscription = Required<SubscriptionOptions>;

/**
 * What this client asked for in one call, to be asked for again should it have to join anew. A wish counts from the
 * moment it is made: the gateway may have granted it though its answer was lost.
 */
export class LocalWishes {
  readonly uid: Uid;
  token: string | undefined;
  private readonly options: JoinOptions;
  private readonly subscriptions = new Map<StreamId, Subscription>();
  private readonly publications = new Map<Source, readonly MediaKind[]>();
  private role: Role;
  private service: ServiceOptions | undefined;

  /** Throws `uid/invalid`. */
  constructor(options: JoinOptions, role: Role) {
    this.uid = readUid(options.uid);
    this.options = options;
    this.role = role;
    this.token = options.token;
    this.service = options.service;
    if (options.publish && role === 'broadcaster') this.publications.set('camera', options.publish);
  }

  /** What a join says, as of now. */
  intent({ name, muted }: LocalView, { push, pull }: PlatformCapabilities): JoinIntent {
    const { options, uid, role, token, service } = this;
    const camera = this.published('camera');
    // Whoever asks to publish as audience is told so by the answer to that; the join is for everything else.
    const publishes = camera.length > 0 && role === 'broadcaster';
    return {
      channelName: options.channelName,
      uid,
      name,
      role,
      muted: mediaKinds.filter((kind) => muted[kind]),
      autoSubscribe: options.autoSubscribe ?? true,
      protocols: { push, pull },
      ...(token !== undefined && { token }),
      ...(service && { service }),
      ...(publishes && { publish: camera }),
    };
  }

  setMode(mode: CallMode): void {
    this.service = { ...this.service, mode };
  }

  /** Gives what takes the wish back. An audience member sends nothing. */
  setRole(role: Role): () => void {
    const before = this.role;
    this.role = role;
    const publications = [...this.publications];
    if (role === 'audience') this.publications.clear();
    return () => {
      this.role = before;
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

  subscribe(subscription: Subscription): void {
    this.setSubscribed(subscription, addKinds(this.subscribedKinds(subscription, []), subscription.kinds));
  }

  /** Gives whether anything of the stream is still wanted. */
  unsubscribe(subscription: Subscription): boolean {
    // What nobody asked for by hand was given unasked, and whole.
    const given = this.options.autoSubscribe === false ? [] : mediaKinds;
    const left = removeKinds(this.subscribedKinds(subscription, given), subscription.kinds);
    this.setSubscribed(subscription, left);
    return left.length > 0;
  }

  get subscribed(): readonly Subscription[] {
    return [...this.subscriptions.values()];
  }

  /** A stream that is gone is not wanted any more: one of the same name later is another. */
  keepTo({ streams }: RoomState): void {
    for (const id of this.subscriptions.keys()) {
      if (!streams.some((stream) => stream.id === id)) this.subscriptions.delete(id);
    }
  }

  private subscribedKinds(
    { uid, source }: Subscription,
    otherwise: readonly MediaKind[],
  ): readonly MediaKind[] {
    return this.subscriptions.get(streamId(uid, source))?.kinds ?? otherwise;
  }

  private setSubscribed({ uid, source }: Subscription, kinds: readonly MediaKind[]): void {
    const id = streamId(uid, source);
    if (kinds.length > 0) this.subscriptions.set(id, { uid, source, kinds });
    else this.subscriptions.delete(id);
  }
}

/** Takes a wish back because of a failure, and passes the failure on. */
export function afterTakingBack(takeBack: () => void): (error: unknown) => never {
  return (error) => {
    takeBack();
    throw error;
  };
}

function readUid(value: JoinOptions['uid']): Uid {
  try {
    return toUid(value);
  } catch (error) {
    throw new RtcError('uid/invalid', (error as Error).message, error);
  }
}
