import {
  type Clock,
  type MediaKind,
  mediaKinds,
  type Notification,
  parseStreamId,
  type QualitySample,
  type Requests,
  type Role,
  RtcError,
  type Source,
  type StreamAddress,
  type StreamId,
  streamId,
  type Uid,
} from '@callgrid/protocol';
import { findParticipant } from '@callgrid/room';
import type { AnyCommand, BackendCommand, JoinIntent } from '../backend/backend.ts';
import type { NertcFact } from './nertc-event.ts';
import { NertcFacts } from './nertc-facts.ts';
import type { NertcClient } from './nertc-sdk.ts';
import { NertcSubscriptions } from './nertc-subscriptions.ts';
import { toNertcMode, toNertcReports, toNertcUid } from './nertc-words.ts';

export interface NertcCallListener {
  changed(notification: Notification): void;
  /** The stream has an address, or another one. */
  addressed(id: StreamId): void;
}

/** The vendor's client in a room: commands go in, and the room's facts follow from what they and the events say. */
export class NertcCall {
  readonly client: NertcClient;
  readonly facts: NertcFacts;
  private readonly subscriptions: NertcSubscriptions;
  private readonly listener: NertcCallListener;
  private readonly self: Uid;
  private readonly autoSubscribe: boolean;

  constructor(clock: Clock, client: NertcClient, intent: JoinIntent, listener: NertcCallListener) {
    const { channelName, uid, name = '', role = 'broadcaster', service } = intent;
    const muted = { audio: false, video: false };
    const self = {
      uid,
      name,
      role,
      status: 'connected',
      muted,
      speaking: false,
      ...(service && { service }),
    } as const;
    this.client = client;
    this.self = uid;
    this.autoSubscribe = intent.autoSubscribe ?? false;
    this.listener = listener;
    this.facts = new NertcFacts(channelName, self);
    this.subscriptions = new NertcSubscriptions(clock, client, (id, url) => this.addressed(id, url));
  }

  /** Publishes and mutes what was asked for with the join. */
  async begin({ publish = [], muted = [] }: JoinIntent): Promise<void> {
    if (publish.length > 0) await this.publish('camera', publish);
    for (const kind of muted) await this.mute(kind, true);
  }

  hear(fact: NertcFact): void {
    for (const notification of this.facts.notifications(fact)) this.apply(notification);
    switch (fact.type) {
      case 'added':
        if (fact.uid === this.self) return;
        if (this.autoSubscribe || this.subscriptions.wants(fact)) this.subscriptions.keep(fact);
        return;
      case 'removed':
        return this.subscriptions.forget(fact);
      case 'left':
        for (const kind of mediaKinds) {
          this.subscriptions.forget({ uid: fact.uid, source: 'camera', kind });
          this.subscriptions.forget({ uid: fact.uid, source: 'screen', kind });
        }
        return;
      case 'addresses':
        for (const { uid, url } of fact.urls) this.addressed(streamId(uid, 'camera'), url);
    }
  }

  /** Gives a command to the vendor. Rejects as the vendor does, or with an `RtcError`; may never settle. */
  async run(method: BackendCommand, params: object): Promise<Requests[BackendCommand]['result']> {
    const request = { method, params } as AnyCommand;
    switch (request.method) {
      case 'publish':
        return this.publish(request.params.source, request.params.kinds);
      case 'unpublish':
        await this.unpublish(request.params.source, request.params.kinds);
        return {};
      case 'subscribe':
        return this.subscribe(request.params.uid, request.params.source, request.params.kinds);
      case 'unsubscribe': {
        const { uid, source, kinds } = request.params;
        for (const kind of kinds) await this.subscriptions.unsubscribe({ uid, source, kind });
        return {};
      }
      case 'mute':
      case 'unmute':
        await this.mute(request.params.kind, request.method === 'mute');
        return {};
      case 'setRole':
        await this.setRole(request.params.role);
        return {};
      case 'setMode':
        await this.client.switchMode(toNertcMode(request.params.mode));
        this.apply({ method: 'modeChanged', params: { uid: this.self, mode: request.params.mode } });
        return {};
      case 'report':
        for (const sample of request.params.samples) this.report(sample);
        return {};
      // The vendor does not ask whether the app is seen, and tells nobody who speaks.
      case 'setVisible':
      case 'setSpeaking':
        return {};
      case 'renewToken':
        throw new RtcError(
          'backend/unsupported',
          "NetEase's SDK takes a token at the join alone. Leave, and join with the new one.",
        );
    }
  }

  /** A connection that is new knows of no mute. */
  async muteAgain(): Promise<void> {
    const { muted } = findParticipant(this.facts.room, this.self)!;
    await Promise.all(mediaKinds.filter((kind) => muted[kind]).map((kind) => this.client.mute(kind)));
  }

  close(): void {
    this.subscriptions.close();
  }

  private async publish(source: Source, kinds: readonly MediaKind[]): Promise<StreamAddress> {
    if (source === 'screen') {
      throw new RtcError('backend/unsupported', "NetEase's mini-program SDK cannot publish a screen.");
    }
    const id = streamId(this.self, source);
    const url = await this.client.publish(kinds.length === mediaKinds.length ? '' : kinds[0]!);
    if (typeof url !== 'string' || url === '') {
      // What it gives when the role changed while it waited.
      throw new RtcError('role/audience', 'The publish came to nothing. Call setRole("broadcaster") first.');
    }
    this.apply({ method: 'streamPublished', params: { uid: this.self, source, kinds } });
    this.addressed(id, url);
    return { id, address: this.facts.address(id)! };
  }

  private async unpublish(source: Source, kinds: readonly MediaKind[]): Promise<void> {
    if (source === 'screen') return;
    // Told to withdraw both at once, the vendor tells its server nothing.
    for (const kind of kinds) {
      await this.client.unpublish(kind);
      this.apply({ method: 'streamUnpublished', params: { uid: this.self, source, kinds: [kind] } });
    }
  }

  private async subscribe(uid: Uid, source: Source, kinds: readonly MediaKind[]): Promise<StreamAddress> {
    if (!findParticipant(this.facts.room, uid)) {
      throw new RtcError('participant/unknown', `${uid} is not in the room.`);
    }
    const published = this.facts.publishedKinds(uid, source);
    if (published.length === 0) {
      throw new RtcError(
        'stream/notPublished',
        `${uid} has not published ${source}. Wait for streamPublished.`,
      );
    }
    for (const kind of kinds) {
      this.subscriptions.want({ uid, source, kind });
      if (published.includes(kind)) await this.subscriptions.subscribe({ uid, source, kind });
    }
    const id = streamId(uid, source);
    const address = this.facts.address(id);
    if (!address) throw new RtcError('stream/notPublished', `${uid} publishes no ${kinds.join(' or ')} yet.`);
    return { id, address };
  }

  private async mute(kind: MediaKind, muted: boolean): Promise<void> {
    await (muted ? this.client.mute(kind) : this.client.unmute(kind));
    this.apply({ method: muted ? 'muted' : 'unmuted', params: { uid: this.self, kind } });
  }

  private async setRole(role: Role): Promise<void> {
    await this.client.setRole(role);
    const kinds = this.facts.publishedKinds(this.self, 'camera');
    if (role === 'audience' && kinds.length > 0) {
      this.apply({ method: 'streamUnpublished', params: { uid: this.self, source: 'camera', kinds } });
    }
    this.apply({ method: 'roleChanged', params: { uid: this.self, role } });
  }

  private report(sample: QualitySample): void {
    const uid = parseStreamId(sample.id)?.uid;
    for (const [type, data] of toNertcReports(sample)) {
      try {
        this.client.dataReporter(sample.direction, type, data, uid && toNertcUid(uid));
      } catch {
        // A report that fails is followed by the next.
      }
    }
  }

  private apply(notification: Notification): void {
    if (this.facts.apply(notification)) this.listener.changed(notification);
  }

  private addressed(id: StreamId, url: string): void {
    if (this.facts.setAddress(id, url)) this.listener.addressed(id);
  }
}
