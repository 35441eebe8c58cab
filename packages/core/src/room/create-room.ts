import {
  type Address,
  type CallMode,
  type LeaveReason,
  type MediaKind,
  mediaKinds,
  type Notification,
  type NotificationParams,
  type QualitySample,
  type Role,
  type RoomUpdate,
  RtcError,
  type StreamAddress,
  type StreamId,
  streamId,
  toUid,
  type Uid,
} from '@callgrid/protocol';
import { findParticipant, findStream } from '@callgrid/room';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Backend, BackendMessage, BackendSession, JoinIntent } from '../backend/backend.ts';
import { notJoined } from '../backend/refusals.ts';
import { Emitter } from '../event/emitter.ts';
import type { Platform } from '../platform/platform.ts';
import { type ConnectionAction, reduceConnection } from './connection-state.ts';
import { LocalWishes } from './local-wishes.ts';
import { QualityReports } from './quality-reports.ts';
import { Replica } from './replica.ts';
import type { JoinOptions, Room, StreamOptions, SubscriptionOptions } from './room.ts';
import type { RoomEvent, RoomEvents } from './room-events.ts';
import type { LocalView, RoomView } from './room-view.ts';

/** What a room is made of. */
export interface RoomOptions {
  /** Who runs the room, such as `gateway('wss://call.example.com')`. */
  readonly backend: Backend;
  /** Where this runs, such as `createWebPlatform()`. */
  readonly platform: Platform;
}

/** A room that can be joined and left any number of times. Creating it opens nothing. */
export function createRoom(options: RoomOptions): Room {
  return new CallRoom(options);
}

const both: readonly MediaKind[] = mediaKinds;

class CallRoom implements Room {
  readonly store: StoreApi<RoomView>;
  private readonly backend: Backend;
  private readonly platform: Platform;
  private readonly events: Emitter<RoomEvents>;
  private session: BackendSession | null = null;
  private readonly replica = new Replica();
  private token: string | undefined;
  private readonly reports: QualityReports;
  /** What is told again whenever this client has to join anew. */
  private wishes = new LocalWishes('broadcaster', []);

  constructor({ backend, platform }: RoomOptions) {
    this.backend = backend;
    this.platform = platform;
    // Thrown on its own, a listener's error reaches the app's own reporting and stops nothing here.
    this.events = new Emitter((error) => {
      platform.clock.after(0, () => {
        throw error;
      });
    });
    this.reports = new QualityReports(platform.clock, (samples) => this.sendReport(samples));
    this.store = createStore<RoomView>()(() => ({
      connection: { status: 'idle' },
      participants: [],
      streams: [],
      local: { uid: null, name: '', role: 'broadcaster', muted: { audio: false, video: false } },
    }));
  }

  async join(options: JoinOptions): Promise<{ readonly uid: Uid }> {
    const { status } = this.view.connection;
    if (status !== 'idle' && status !== 'left') {
      throw new RtcError('room/alreadyJoined', `The room is ${status}. Call leave() before joining again.`);
    }
    const uid = readUid(options.uid);
    const role = options.role ?? this.view.local.role;
    this.replica.reset();
    this.wishes = new LocalWishes(role, role === 'audience' ? [] : (options.publish ?? []));
    this.token = options.token;
    this.setLocal({ uid, role, name: options.name ?? '' });
    const session = this.backend.open(
      this.platform,
      () => this.intent(uid, options),
      (message) => {
        if (this.session === session) this.heard(message);
      },
    );
    this.session = session;
    this.connect({ type: 'join' });
    try {
      await session.join();
    } catch (error) {
      // A platform that is none may throw anything.
      const failure = error instanceof RtcError ? error : new RtcError('request/failed', `${error}`, error);
      if (this.session === session)
        this.end(failure.code.startsWith('connection/') ? 'connectionLost' : 'refused');
      throw failure;
    }
    return { uid };
  }

  async leave(): Promise<void> {
    const { session } = this;
    if (!session) return;
    const gone = session.leave();
    this.end('left');
    await gone;
  }

  async publish({ source = 'camera', kinds = both }: StreamOptions = {}): Promise<StreamAddress> {
    const session = this.joined('publish');
    const takeBack = this.wishes.publish(source, kinds);
    const stream = await session.request('publish', { source, kinds }).catch(onFailure(takeBack));
    this.setAddress(stream.id, stream.address);
    return stream;
  }

  async unpublish({ source = 'camera', kinds = both }: StreamOptions = {}): Promise<void> {
    const session = this.joined('unpublish');
    const takeBack = this.wishes.unpublish(source, kinds);
    await session.request('unpublish', { source, kinds }).catch(onFailure(takeBack));
    const { uid } = this.view.local;
    if (uid && !findStream(this.replica.facts, uid, source)) this.setAddress(streamId(uid, source), null);
  }

  async subscribe({ uid, source = 'camera', kinds = both }: SubscriptionOptions): Promise<StreamAddress> {
    const stream = await this.joined('subscribe').request('subscribe', { uid, source, kinds });
    this.wishes.subscribe({ uid, source, kinds });
    this.setAddress(stream.id, stream.address);
    return stream;
  }

  async unsubscribe({ uid, source = 'camera', kinds = both }: SubscriptionOptions): Promise<void> {
    await this.joined('unsubscribe').request('unsubscribe', { uid, source, kinds });
    if (!this.wishes.unsubscribe({ uid, source, kinds })) this.setAddress(streamId(uid, source), null);
  }

  mute(kind: MediaKind): Promise<void> {
    return this.setMuted(kind, true);
  }

  unmute(kind: MediaKind): Promise<void> {
    return this.setMuted(kind, false);
  }

  async setRole(role: Role): Promise<void> {
    if (!this.session) return this.setLocal({ role });
    const takeBack = this.wishes.setRole(role);
    await this.session.request('setRole', { role }).catch(onFailure(takeBack));
    this.setLocal({ role });
  }

  async setMode(mode: CallMode): Promise<void> {
    await this.joined('setMode').request('setMode', { mode });
  }

  async renewToken(token: string): Promise<void> {
    await this.joined('renewToken').request('renewToken', { token });
    this.token = token;
  }

  report(sample: QualitySample): void {
    if (this.session) this.reports.add(sample);
  }

  on<Event extends RoomEvent>(event: Event, listener: (payload: RoomEvents[Event]) => void): () => void {
    return this.events.on(event, listener);
  }

  private get view(): RoomView {
    return this.store.getState();
  }

  private joined(method: string): BackendSession {
    if (!this.session) throw notJoined(method);
    return this.session;
  }

  private intent(uid: Uid, options: JoinOptions): JoinIntent {
    const { name, muted } = this.view.local;
    const { role } = this.wishes;
    const { push, pull } = this.platform.capabilities;
    const camera = this.wishes.published('camera');
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
      ...(this.token !== undefined && { token: this.token }),
      ...(options.service && { service: options.service }),
      ...(publishes && { publish: camera }),
    };
  }

  private heard(message: BackendMessage): void {
    switch (message.type) {
      case 'joined':
        this.take(message.snapshot);
        return this.connect({ type: 'joined', self: message.self });
      case 'notified':
        return this.notified(message);
      case 'reconnecting':
        return this.connect({ type: 'reconnecting', attempt: message.attempt, cause: message.cause });
      case 'reconnected': {
        const { session } = this;
        const news = this.take(message.snapshot);
        this.connect({ type: 'reconnected' });
        this.tell(news);
        if (this.session !== session) return;
        if (message.fresh) this.askAgain();
        return this.events.emit('reconnected', { fresh: message.fresh });
      }
      case 'synced':
        return this.tell(this.take(message.snapshot));
      case 'addressed':
        return this.setAddress(message.id, message.address);
      case 'commandTimedOut':
        return this.events.emit('commandTimedOut', { method: message.method });
      case 'ended':
        return this.end(message.reason);
    }
  }

  private notified({ notification, id, address }: Extract<BackendMessage, { type: 'notified' }>): void {
    if (!this.replica.apply(notification, id, address)) return;
    this.changed();
    this.tell([notification]);
    const { method, params } = notification;
    if (method !== 'participantLeft' || params.uid !== this.view.local.uid) return;
    this.end(params.reason);
  }

  /** Makes a snapshot the room, and gives what it changed. */
  private take(update: RoomUpdate): readonly Notification[] {
    const { news, moved } = this.replica.take(update);
    this.changed();
    for (const id of moved) this.events.emit('addressChanged', { id });
    return news;
  }

  private changed(): void {
    this.wishes.keepTo(this.replica.facts);
    this.tookRole();
    this.show();
  }

  /** Tells one after the other, until a listener leaves the room. */
  private tell(notifications: readonly Notification[]): void {
    const { session } = this;
    for (const { method, params } of notifications) {
      if (this.session !== session) return;
      this.events.emit(method, params as NotificationParams[typeof method]);
    }
  }

  /** A new seat knows what came with the join: the camera. */
  private askAgain(): void {
    const kinds = this.wishes.published('screen');
    if (kinds.length > 0) this.publish({ source: 'screen', kinds }).catch(() => {});
    for (const subscription of this.wishes.subscribed) {
      // Whoever is gone by now has no stream to give.
      this.subscribe(subscription).catch(() => {});
    }
  }

  /** The gateway may have taken a role that was given up here, or have given another one. */
  private tookRole(): void {
    const { uid, role } = this.view.local;
    const self = uid && findParticipant(this.replica.facts, uid);
    if (!self || self.role === role) return;
    this.setLocal({ role: self.role });
    this.wishes.setRole(self.role);
  }

  private sendReport(samples: readonly QualitySample[]): void {
    // A report that is lost is followed by the next.
    this.session?.request('report', { samples }).catch(() => {});
  }

  private async setMuted(kind: MediaKind, muted: boolean): Promise<void> {
    const { local } = this.view;
    if (local.muted[kind] !== muted) this.setLocal({ muted: { ...local.muted, [kind]: muted } });
    if (this.session) await this.session.request(muted ? 'mute' : 'unmute', { kind });
  }

  private setLocal(change: Partial<LocalView>): void {
    this.store.setState((view) => ({ local: { ...view.local, ...change } }));
  }

  private setAddress(id: StreamId, address: Address | null): void {
    if (!this.session || !this.replica.setAddress(id, address)) return;
    this.show();
    this.events.emit('addressChanged', { id });
  }

  /** Brings the store to the facts, touching only what changed. */
  private show(): void {
    const { view } = this;
    const { participants } = this.replica.facts;
    const streams = this.replica.streams(view.streams);
    if (participants !== view.participants || streams !== view.streams)
      this.store.setState({ participants, streams });
  }

  private connect(action: ConnectionAction): void {
    const connection = reduceConnection(this.view.connection, action);
    if (connection === this.view.connection) return;
    this.store.setState({ connection });
    this.events.emit('connectionChanged', { connection });
  }

  private end(reason: LeaveReason): void {
    if (!this.session) return;
    this.session = null;
    this.replica.reset();
    this.reports.clear();
    const connection = reduceConnection(this.view.connection, { type: 'ended', reason });
    this.store.setState({ connection, participants: [], streams: [] });
    this.events.emit('connectionChanged', { connection });
    this.events.emit('left', { reason });
  }
}

/** Does something about a failure, and passes it on. */
function onFailure(act: () => void): (error: unknown) => never {
  return (error) => {
    act();
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
