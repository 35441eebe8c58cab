import {
  type Address,
  type CallMode,
  type LeaveReason,
  type MediaKind,
  mediaKinds,
  type Notification,
  type NotificationParams,
  type QualitySample,
  type Requests,
  type Role,
  type RoomUpdate,
  RtcError,
  type StreamAddress,
  type StreamId,
  streamId,
  type Uid,
} from '@callgrid/protocol';
import { findStream } from '@callgrid/room';
import type { StoreApi } from 'zustand/vanilla';
import type { Backend, BackendMessage, BackendSession } from '../backend/backend.ts';
import { notJoined } from '../backend/refusals.ts';
import { Emitter } from '../event/emitter.ts';
import type { Platform } from '../platform/platform.ts';
import { askAgain } from './ask-again.ts';
import type { ConnectionAction } from './connection-state.ts';
import { afterTakingBack, LocalWishes } from './local-wishes.ts';
import { QualityReports } from './quality-reports.ts';
import type { JoinOptions, Room, RoomOptions, StreamOptions, SubscriptionOptions } from './room.ts';
import type { RoomEvent, RoomEvents } from './room-events.ts';
import { RoomStore } from './room-store.ts';
import type { RoomView } from './room-view.ts';

interface Call {
  readonly session: BackendSession;
  readonly wishes: LocalWishes;
  /** What a new seat is asked for again; null in one that knows it all. */
  asking: Promise<unknown> | null;
}

/** The room of one client: its wishes go to the backend, and what the backend tells becomes the store and the events. */
export class CallRoom implements Room {
  private readonly backend: Backend;
  private readonly platform: Platform;
  private readonly events: Emitter<RoomEvents>;
  private readonly known = new RoomStore();
  private readonly reports: QualityReports;
  /** Null outside a room. */
  private call: Call | null = null;

  constructor({ backend, platform }: RoomOptions) {
    this.backend = backend;
    this.platform = platform;
    // Thrown on its own, a listener's error reaches the app's own reporting and stops nothing here.
    this.events = new Emitter((error) => {
      platform.clock.after(0, () => {
        throw error;
      });
    });
    this.reports = new QualityReports(platform.clock, (samples) => this.say('report', { samples }));
  }

  get store(): StoreApi<RoomView> {
    return this.known.api;
  }

  async join(options: JoinOptions): Promise<{ readonly uid: Uid }> {
    const { status } = this.view.connection;
    if (status !== 'idle' && status !== 'left') {
      throw new RtcError('room/alreadyJoined', `The room is ${status}. Call leave() first.`);
    }
    const role = options.role ?? this.view.local.role;
    const wishes = new LocalWishes(options, role);
    const { uid } = wishes;
    this.known.setLocal({ uid, role, name: options.name ?? '' });
    const session = this.backend.open(
      this.platform,
      () => wishes.intent(this.view.local, this.platform.capabilities),
      (message) => {
        if (this.call?.session === session) this.heard(this.call, message);
      },
    );
    this.call = { session, wishes, asking: null };
    this.connect({ type: 'join' });
    try {
      await session.join();
    } catch (error) {
      // A platform that is none may throw anything.
      const failure = error instanceof RtcError ? error : new RtcError('request/failed', `${error}`, error);
      if (this.call?.session === session)
        this.end(failure.code.startsWith('connection/') ? 'connectionLost' : 'refused');
      throw failure;
    }
    return { uid };
  }

  async leave(): Promise<void> {
    if (!this.call) return;
    const gone = this.call.session.leave();
    this.end('left');
    await gone;
  }

  async publish({ source = 'camera', kinds = mediaKinds }: StreamOptions = {}): Promise<StreamAddress> {
    const { session, wishes } = this.joined('publish');
    const takeBack = wishes.publish(source, kinds);
    const stream = await session.request('publish', { source, kinds }).catch(afterTakingBack(takeBack));
    this.setAddress(stream.id, stream.address);
    return stream;
  }

  async unpublish({ source = 'camera', kinds = mediaKinds }: StreamOptions = {}): Promise<void> {
    const { session, wishes } = this.joined('unpublish');
    const takeBack = wishes.unpublish(source, kinds);
    await session.request('unpublish', { source, kinds }).catch(afterTakingBack(takeBack));
    const { uid } = this.view.local;
    if (uid && !findStream(this.known.facts, uid, source)) this.setAddress(streamId(uid, source), null);
  }

  async subscribe({
    uid,
    source = 'camera',
    kinds = mediaKinds,
  }: SubscriptionOptions): Promise<StreamAddress> {
    const { session, wishes } = this.joined('subscribe');
    const stream = await session.request('subscribe', { uid, source, kinds });
    wishes.subscribe({ uid, source, kinds });
    this.setAddress(stream.id, stream.address);
    return stream;
  }

  async unsubscribe({ uid, source = 'camera', kinds = mediaKinds }: SubscriptionOptions): Promise<void> {
    const { session, wishes } = this.joined('unsubscribe');
    await session.request('unsubscribe', { uid, source, kinds });
    if (!wishes.unsubscribe({ uid, source, kinds })) this.setAddress(streamId(uid, source), null);
  }

  mute(kind: MediaKind): Promise<void> {
    return this.setMuted(kind, true);
  }

  unmute(kind: MediaKind): Promise<void> {
    return this.setMuted(kind, false);
  }

  async setRole(role: Role): Promise<void> {
    if (!this.call) return this.known.setLocal({ role });
    const { session, wishes } = this.call;
    const takeBack = wishes.setRole(role);
    await session.request('setRole', { role }).catch(afterTakingBack(takeBack));
    this.known.setLocal({ role });
  }

  async setMode(mode: CallMode): Promise<void> {
    const { session, wishes } = this.joined('setMode');
    await session.request('setMode', { mode });
    wishes.setMode(mode);
  }

  async renewToken(token: string): Promise<void> {
    const { session, wishes } = this.joined('renewToken');
    await session.request('renewToken', { token });
    wishes.token = token;
  }

  setSpeaking(speaking: boolean): void {
    this.say('setSpeaking', { speaking });
  }

  report(sample: QualitySample): void {
    if (this.call) this.reports.add(sample);
  }

  on<Event extends RoomEvent>(event: Event, listener: (payload: RoomEvents[Event]) => void): () => void {
    return this.events.on(event, listener);
  }

  private get view(): RoomView {
    return this.known.view;
  }

  /** A command of which nothing depends on the answer: what is lost is followed by the next. */
  private say<Method extends 'report' | 'setSpeaking'>(
    method: Method,
    params: Requests[Method]['params'],
  ): void {
    this.call?.session.request(method, params).catch(() => {});
  }

  private joined(method: string): Call {
    if (!this.call) throw notJoined(method);
    return this.call;
  }

  private heard(call: Call, message: BackendMessage): void {
    switch (message.type) {
      case 'joined':
        this.take(message.snapshot);
        return this.connect({ type: 'joined', self: message.self });
      case 'notified':
        return this.notified(message);
      case 'reconnecting':
        return this.connect({ type: 'reconnecting', attempt: message.attempt, cause: message.cause });
      case 'reconnected':
        return void this.reconnected(call, message);
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

  /** Tells it once everything is as it was; a connection that breaks meanwhile is told as one break. */
  private async reconnected(
    call: Call,
    { fresh, snapshot }: Extract<BackendMessage, { type: 'reconnected' }>,
  ): Promise<void> {
    const news = this.take(snapshot);
    this.connect({ type: 'reconnected' });
    this.tell(news);
    if (this.call !== call) return;
    if (fresh) call.asking = askAgain(this, call.wishes);
    const { asking } = call;
    const { connection } = this.view;
    if (asking) await asking;
    if (this.call !== call || this.view.connection !== connection) return;
    call.asking = null;
    this.events.emit('reconnected', { fresh: asking !== null });
  }

  private notified({ notification, id, address }: Extract<BackendMessage, { type: 'notified' }>): void {
    if (!this.known.apply(notification, id, address)) return;
    this.changed();
    this.tell([notification]);
    const { method, params } = notification;
    if (method !== 'participantLeft' || params.uid !== this.view.local.uid) return;
    this.end(params.reason);
  }

  /** Makes a snapshot the room, and gives what it changed. */
  private take(update: RoomUpdate): readonly Notification[] {
    const { news, moved } = this.known.take(update);
    this.changed();
    for (const id of moved) this.events.emit('addressChanged', { id });
    return news;
  }

  /** The gateway may have taken a role that was given up here, or have given another one. */
  private changed(): void {
    const { role } = this.known.self ?? this.view.local;
    this.call?.wishes.keepTo(this.known.facts);
    if (role === this.view.local.role) return;
    this.known.setLocal({ role });
    this.call?.wishes.setRole(role);
  }

  /** Tells one after the other, until a listener leaves the room. */
  private tell(notifications: readonly Notification[]): void {
    const { call } = this;
    for (const { method, params } of notifications) {
      if (this.call !== call) return;
      this.events.emit(method, params as NotificationParams[typeof method]);
    }
  }

  private async setMuted(kind: MediaKind, muted: boolean): Promise<void> {
    const { local } = this.view;
    if (local.muted[kind] !== muted) this.known.setLocal({ muted: { ...local.muted, [kind]: muted } });
    if (this.call) await this.call.session.request(muted ? 'mute' : 'unmute', { kind });
  }

  private setAddress(id: StreamId, address: Address | null): void {
    if (this.call && this.known.setAddress(id, address)) this.events.emit('addressChanged', { id });
  }

  private connect(action: ConnectionAction): void {
    if (this.known.connect(action)) this.tellConnection();
  }

  private end(reason: LeaveReason): void {
    if (!this.call) return;
    this.call = null;
    this.reports.clear();
    this.known.end(reason);
    this.tellConnection();
    this.events.emit('left', { reason });
  }

  private tellConnection(): void {
    this.events.emit('connectionChanged', { connection: this.view.connection });
  }
}
