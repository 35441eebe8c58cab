import { randomBytes } from 'node:crypto';
import {
  type Address,
  addKinds,
  type JoinParams,
  type LeaveReason,
  type MediaKind,
  mediaKinds,
  type Notification,
  type NotificationFrame,
  type Participant,
  type RoomSnapshot,
  type RoomState,
  RtcError,
  removeKinds,
  type Source,
  type StreamAddress,
  type StreamId,
  streamId,
  timers,
  type Uid,
} from '@callgrid/protocol';
import { type Command, decide, emptyRoom, evolve, findParticipant } from '@callgrid/room';
import type { MediaEngine } from '../engine/media-engine.ts';
import type { Grants } from '../grant/grants.ts';
import type { Seat, SeatLink } from './seat.ts';

export interface RoomHostOptions {
  readonly channelName: string;
  readonly engine: MediaEngine;
  readonly grants: Grants;
  readonly maxParticipants: number;
  /** Nobody is left. */
  emptied(): void;
}

/** One room on this node: its facts, its seats, and the grants that go with them. */
export class RoomHost {
  state: RoomState;
  private readonly options: RoomHostOptions;
  private readonly epoch = randomBytes(6).toString('base64url');
  private seq = 0;
  private readonly seats = new Map<Uid, Seat>();
  /** The name in addresses of every published stream. */
  private readonly streamNames = new Map<StreamId, string>();

  constructor(options: RoomHostOptions) {
    this.options = options;
    this.state = emptyRoom(options.channelName);
  }

  /** Takes up the seat the session proves, or makes one. `link.send` is not used before this returns. */
  join(params: JoinParams, host: string, link: SeatLink): { seat: Seat; resumed: boolean } {
    const known = this.seats.get(params.uid);
    if (known && params.session !== undefined && known.session === params.session) {
      this.resume(known, params, link);
      return { seat: known, resumed: true };
    }
    if (!known && this.seats.size >= this.options.maxParticipants) {
      throw new RtcError(
        'room/full',
        `The room has its ${this.options.maxParticipants} participants. Try later.`,
      );
    }
    if (params.publish && params.role === 'audience') {
      throw new RtcError('role/audience', 'An audience member cannot publish. Join as broadcaster.');
    }
    if (params.publish) this.choose('push', params.protocols.push);
    if (known) this.leave(known, 'replaced');
    return { seat: this.seat(params, host, link), resumed: false };
  }

  /** The room as this seat sees it. */
  snapshot(seat: Seat): RoomSnapshot {
    const addresses: Record<StreamId, Address> = {};
    for (const { id } of this.state.streams) {
      const address = this.address(seat, id);
      if (address) addresses[id] = address;
    }
    return { epoch: this.epoch, seq: this.seq, room: this.state, addresses };
  }

  publish(seat: Seat, source: Source, kinds: readonly MediaKind[]): StreamAddress {
    const id = streamId(seat.uid, source);
    this.choose('push', seat.protocols.push);
    this.run({ type: 'publish', uid: seat.uid, source, kinds });
    return { id, address: this.grant(seat, id, kinds) };
  }

  unpublish(seat: Seat, source: Source, kinds: readonly MediaKind[]): void {
    this.run({ type: 'unpublish', uid: seat.uid, source, kinds });
  }

  subscribe(seat: Seat, publisher: Uid, source: Source, kinds: readonly MediaKind[]): StreamAddress {
    this.run({ type: 'subscribe', uid: seat.uid, publisher, source, kinds });
    const id = streamId(publisher, source);
    return { id, address: this.grant(seat, id, kinds) };
  }

  unsubscribe(seat: Seat, publisher: Uid, source: Source, kinds: readonly MediaKind[]): void {
    if (publisher !== seat.uid) this.narrow(seat, streamId(publisher, source), kinds);
  }

  setVisible(seat: Seat, visible: boolean): void {
    this.run({ type: 'setStatus', uid: seat.uid, status: visible ? 'connected' : 'background' });
  }

  leave(seat: Seat, reason: LeaveReason): void {
    if (this.seats.get(seat.uid) === seat) this.run({ type: 'leave', uid: seat.uid, reason });
  }

  /** The seat's link is gone: the seat waits for its client, longer when its app said it was hidden. */
  linkLost(seat: Seat, link: SeatLink): void {
    if (seat.link !== link) return;
    seat.link = null;
    const hidden = findParticipant(this.state, seat.uid)?.status === 'background';
    if (!hidden) this.run({ type: 'setStatus', uid: seat.uid, status: 'reconnecting' });
    const timer = setTimeout(
      () => this.leave(seat, 'timeout'),
      hidden ? timers.seatInBackground : timers.seat,
    );
    seat.stopExpiry = () => clearTimeout(timer);
  }

  /** Runs a command of the room's own rules, and tells everybody what came of it. Throws an `RtcError` when refused. */
  run(command: Command): void {
    const decision = decide(this.state, command);
    if (!decision.ok) throw new RtcError(decision.code, decision.message);
    for (const notification of decision.notifications) this.apply(notification);
  }

  /** Ends every seat's timers and links; says nothing to the room. */
  close(): void {
    for (const seat of this.seats.values()) {
      seat.stopExpiry();
      seat.link = null;
    }
    this.seats.clear();
  }

  /** What an address calls a stream, and back. */
  findStream(name: string): { readonly uid: Uid; readonly source: Source } | undefined {
    return this.state.streams.find(({ id }) => this.streamNames.get(id) === name);
  }

  private seat(params: JoinParams, host: string, link: SeatLink): Seat {
    const { uid, autoSubscribe = false, protocols } = params;
    this.run({ type: 'join', participant: toParticipant(params) });
    const session = randomBytes(16).toString('base64url');
    const seat: Seat = {
      uid,
      session,
      host,
      autoSubscribe,
      protocols,
      grants: new Map(),
      link: null,
      stopExpiry() {},
    };
    this.seats.set(uid, seat);
    if (autoSubscribe) for (const { id } of this.state.streams) this.autoSubscribe(seat, id);
    if (params.publish) this.publish(seat, 'camera', params.publish);
    // From here on the seat hears what happens; what was before is in its snapshot.
    seat.link = link;
    return seat;
  }

  /** Brings a seat to what its client wants by now; what it could not say while it was away. */
  private resume(seat: Seat, { publish, muted = [] }: JoinParams, link: SeatLink): void {
    const { uid } = seat;
    const publishes = publish && findParticipant(this.state, uid)?.role === 'broadcaster';
    // Whatever can be refused is refused before the seat is touched.
    if (publishes) this.choose('push', seat.protocols.push);
    seat.stopExpiry();
    seat.link?.supersede();
    seat.link = null;
    this.run({ type: 'setStatus', uid, status: 'connected' });
    for (const kind of mediaKinds) this.run({ type: muted.includes(kind) ? 'mute' : 'unmute', uid, kind });
    if (publishes) this.publish(seat, 'camera', publish);
    seat.link = link;
  }

  private apply(notification: Notification): void {
    this.state = evolve(this.state, notification);
    this.seq++;
    const { method, params } = notification;
    const published = method === 'streamPublished' ? streamId(params.uid, params.source) : undefined;
    if (published && !this.streamNames.has(published)) this.streamNames.set(published, nameStream(published));
    const frame = { epoch: this.epoch, seq: this.seq, ...notification } satisfies NotificationFrame;
    const text = JSON.stringify(frame);
    for (const seat of this.seats.values()) {
      const address = published && seat.autoSubscribe ? this.autoSubscribe(seat, published) : undefined;
      seat.link?.send(address ? JSON.stringify({ ...frame, address }) : text);
    }
    if (method === 'streamUnpublished') this.withdraw(params.uid, params.source, params.kinds);
    if (method === 'participantLeft') this.vacate(params.uid, params.reason);
  }

  private autoSubscribe(seat: Seat, id: StreamId): Address | undefined {
    if (id.startsWith(`${seat.uid}/`) || !this.hasCommonPull(seat)) return undefined;
    return this.grant(seat, id, mediaKinds);
  }

  /** Kinds are no longer published: the push loses them, and with the last one everybody's grants end. */
  private withdraw(uid: Uid, source: Source, kinds: readonly MediaKind[]): void {
    const id = streamId(uid, source);
    const publisher = this.seats.get(uid);
    if (publisher) this.narrow(publisher, id, kinds);
    if (this.state.streams.some((stream) => stream.id === id)) return;
    for (const seat of this.seats.values()) this.narrow(seat, id, mediaKinds);
    this.streamNames.delete(id);
  }

  private vacate(uid: Uid, reason: LeaveReason): void {
    const seat = this.seats.get(uid);
    if (!seat) return;
    this.seats.delete(uid);
    seat.stopExpiry();
    for (const id of [...seat.grants.keys()]) this.narrow(seat, id, mediaKinds);
    for (const id of [...this.streamNames.keys()].filter((it) => it.startsWith(`${uid}/`))) {
      for (const other of this.seats.values()) this.narrow(other, id, mediaKinds);
      this.streamNames.delete(id);
    }
    seat.link?.end(reason);
    seat.link = null;
    if (this.seats.size === 0) this.options.emptied();
  }

  /** The seat's right to a stream, with these kinds added, as an address. */
  private grant(seat: Seat, id: StreamId, kinds: readonly MediaKind[]): Address {
    const { engine, grants } = this.options;
    const known = seat.grants.get(id);
    const all = addKinds(known?.kinds ?? [], kinds);
    if (known && known.expiresAt > Date.now()) {
      known.kinds = all;
      engine.update(known);
    } else {
      if (known) this.narrow(seat, id, mediaKinds);
      const direction = id.startsWith(`${seat.uid}/`) ? 'push' : 'pull';
      this.choose(direction, seat.protocols[direction]);
      const stream = this.streamNames.get(id)!;
      const { channelName } = this.options;
      const grant = {
        direction,
        channelName,
        uid: seat.uid,
        streamId: id,
        stream,
        kinds: all,
      } as const;
      seat.grants.set(id, grants.create(grant));
    }
    return this.address(seat, id)!;
  }

  private narrow(seat: Seat, id: StreamId, kinds: readonly MediaKind[]): void {
    const { engine, grants } = this.options;
    const grant = seat.grants.get(id);
    if (!grant) return;
    grant.kinds = removeKinds(grant.kinds, kinds);
    if (grant.kinds.length > 0) return engine.update(grant);
    seat.grants.delete(id);
    grants.end(grant);
    engine.disconnect(grant);
  }

  private address(seat: Seat, id: StreamId): Address | undefined {
    const grant = seat.grants.get(id);
    if (!grant) return undefined;
    const protocol = this.choose(grant.direction, seat.protocols[grant.direction]);
    return { protocol, url: this.options.engine.url(grant, protocol, seat.host) };
  }

  private hasCommonPull(seat: Seat): boolean {
    return seat.protocols.pull.some((it) => this.options.engine.capabilities.pull.includes(it));
  }

  /** The first of the client's protocols that the engine speaks. */
  private choose(direction: 'push' | 'pull', wanted: Seat['protocols']['push']) {
    const spoken = this.options.engine.capabilities[direction];
    const protocol = wanted.find((it) => spoken.includes(it));
    if (protocol) return protocol;
    throw new RtcError(
      'stream/noProtocol',
      `No way to ${direction}: the client speaks ${list(wanted)}, the gateway ${list(spoken)}.`,
    );
  }
}

function list(protocols: readonly string[]): string {
  return protocols.length > 0 ? protocols.join(', ') : 'none';
}

/** A name that cannot be guessed, and that still tells an operator whose stream it is. */
function nameStream(id: StreamId): string {
  return `${id.replace('/', '-')}-${randomBytes(6).toString('base64url')}`;
}

function toParticipant({
  uid,
  name = '',
  role = 'broadcaster',
  muted = [],
  service,
}: JoinParams): Participant {
  return {
    uid,
    name,
    role,
    status: 'connected',
    muted: { audio: muted.includes('audio'), video: muted.includes('video') },
    ...(service && { service }),
  };
}
