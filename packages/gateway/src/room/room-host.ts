import {
  type Address,
  type JoinParams,
  type LeaveReason,
  type MediaKind,
  mediaKinds,
  type Notification,
  type ParticipantStatus,
  type QualitySample,
  type Role,
  type RoomSnapshot,
  type RoomState,
  removeKinds,
  type Source,
  type StreamAddress,
  type StreamId,
  sources,
  streamId,
  type Uid,
} from '@callgrid/protocol';
import { type Command, emptyRoom, findParticipant, findStream } from '@callgrid/room';
import { SeatGrants } from '../grant/seat-grants.ts';
import { randomText } from '../random/random-text.ts';
import { storeRoom } from '../store/store-room.ts';
import type { StoredRoom } from '../store/stored-rooms.ts';
import { type Rights, requireRight } from '../token/rights.ts';
import { inspectRoom, type RoomInspection } from './inspect-room.ts';
import { keepReports } from './keep-reports.ts';
import { requireEntry } from './require-entry.ts';
import { restoredFacts } from './restored-facts.ts';
import { RoomFacts } from './room-facts.ts';
import type { RoomHostOptions } from './room-host-options.ts';
import { createSeat, type Guest, type Seat, type SeatLink } from './seat.ts';
import { Seats } from './seats.ts';
import { toParticipant } from './to-participant.ts';
import { UnmuteChecks } from './unmute-checks.ts';

/** One room on this node: its facts and its seats. */
export class RoomHost {
  private readonly options: RoomHostOptions;
  private readonly facts: RoomFacts;
  private readonly seats: Seats;
  private readonly access: SeatGrants;
  private readonly unmuteChecks: UnmuteChecks;

  constructor(options: RoomHostOptions) {
    this.options = options;
    this.seats = new Seats(options.clock, (seat) => this.leave(seat, 'timeout'));
    this.access = new SeatGrants(options);
    this.unmuteChecks = new UnmuteChecks(options.clock, (uid, kind) => this.checkUnmuted(uid, kind));
    this.facts = new RoomFacts(emptyRoom(options.channelName));
  }

  get state(): RoomState {
    return this.facts.state;
  }

  /** Changes with every start of the gateway. */
  get epoch(): string {
    return this.facts.epoch;
  }

  /** Whether the session proves a seat of this room: then nothing else has to be proved. */
  holdsSeat(params: JoinParams): boolean {
    return this.seats.provedBy(params) !== undefined;
  }

  /** Takes up the seat the session proves, or makes one. `link.send` is not used before this returns. */
  join(params: JoinParams, guest: Guest): { seat: Seat; resumed: boolean } {
    const own = this.seats.provedBy(params);
    if (own) {
      this.resume(own, params, guest.link);
      return { seat: own, resumed: true };
    }
    const known = this.seats.get(params.uid);
    const { rights } = guest;
    const asked = { ...params, role: params.role ?? rights.role };
    requireEntry(asked, rights, this.seats, this.options);
    if (known) this.leave(known, 'replaced');
    return { seat: this.seat(asked, guest), resumed: false };
  }

  /** The room as this seat sees it. */
  snapshot(seat: Seat): RoomSnapshot {
    const addresses: Record<StreamId, Address> = {};
    for (const { id } of this.state.streams) {
      const address = this.access.address(seat, id);
      if (address) addresses[id] = address;
    }
    const { epoch, seq, state: room } = this.facts;
    return { epoch, seq, room, addresses };
  }

  publish(seat: Seat, source: Source, kinds: readonly MediaKind[]): StreamAddress {
    const id = streamId(seat.uid, source);
    requireRight.publish(seat.rights);
    this.access.requireWay(seat, 'push');
    this.run({ type: 'publish', uid: seat.uid, source, kinds });
    return { id, address: this.allow(seat, id, kinds) };
  }

  unpublish(seat: Seat, source: Source, kinds: readonly MediaKind[]): void {
    this.run({ type: 'unpublish', uid: seat.uid, source, kinds });
  }

  subscribe(seat: Seat, publisher: Uid, source: Source, kinds: readonly MediaKind[]): StreamAddress {
    requireRight.subscribe(seat.rights);
    this.run({ type: 'subscribe', uid: seat.uid, publisher, source, kinds });
    const id = streamId(publisher, source);
    return { id, address: this.allow(seat, id, kinds) };
  }

  unsubscribe(seat: Seat, publisher: Uid, source: Source, kinds: readonly MediaKind[]): void {
    if (publisher === seat.uid) return;
    this.access.narrow(seat, streamId(publisher, source), kinds);
    this.options.changed();
  }

  setRole({ uid, rights }: Seat, role: Role): void {
    requireRight.role(rights, role);
    this.run({ type: 'setRole', uid, role });
  }

  /** The seat may do this from now on; what it may no longer do ends. */
  renew(seat: Seat, rights: Rights): void {
    const { uid } = seat;
    seat.rights = rights;
    if (!rights.publish) for (const source of sources) this.unpublish(seat, source, mediaKinds);
    if (rights.role === 'audience') this.run({ type: 'setRole', uid, role: 'audience' });
    if (!rights.subscribe) this.access.endSeat(seat, ['pull']);
    this.options.changed();
  }

  setVisible({ uid }: Seat, visible: boolean): void {
    this.run({ type: 'setStatus', uid, status: statusOf(visible) });
  }

  report(seat: Seat, samples: readonly QualitySample[]): void {
    keepReports(seat, samples, this.options.clock.now());
  }

  /** Puts somebody out; gives whether there was anybody. */
  kick(uid: Uid): boolean {
    const seat = this.seats.get(uid);
    if (seat) this.leave(seat, 'kicked');
    return seat !== undefined;
  }

  /** Puts everybody out. */
  dissolve(): void {
    for (const seat of [...this.seats.all()]) this.leave(seat, 'dissolved');
  }

  inspect(): RoomInspection {
    return inspectRoom(this.state, this.seats, (id) => this.access.stats(id));
  }

  leave(seat: Seat, reason: LeaveReason): void {
    if (this.seats.get(seat.uid) === seat) this.run({ type: 'leave', uid: seat.uid, reason });
  }

  /** The seat's link is gone: the seat waits for its client, longer when its app said it was hidden. */
  linkLost(seat: Seat, link: SeatLink): void {
    if (seat.link !== link) return;
    seat.link = null;
    const { uid } = seat;
    if (!this.isHidden(uid)) this.run({ type: 'setStatus', uid, status: 'reconnecting' });
    this.seats.await(seat, this.isHidden(uid));
  }

  /** Runs a command of the room's own rules, and tells everybody what came of it. Throws an `RtcError` when refused. */
  run(command: Command): void {
    for (const notification of this.facts.decide(command)) this.apply(notification);
  }

  /** Ends every seat's timers and links; says nothing to the room. */
  close(): void {
    this.seats.close();
    this.unmuteChecks.close();
  }

  /** What an address calls a stream, and back. */
  findStream(name: string): { readonly uid: Uid; readonly source: Source } | undefined {
    return this.state.streams.find(({ id }) => this.access.streamName(id) === name);
  }

  /** The room for a gateway that comes after this one. */
  stored(): StoredRoom {
    return storeRoom(this.state, this.access.stored(), this.seats.all());
  }

  /** Makes a room that nobody has joined what it was under the gateway before: every seat waits for its client. */
  restore({ facts, streamNames, seats }: StoredRoom): void {
    this.facts.state = restoredFacts(facts);
    this.access.restore(streamNames);
    for (const { grants, ...stored } of seats) {
      const seat = createSeat(stored);
      this.seats.add(seat);
      for (const grant of grants) this.access.restoreGrant(seat, grant);
      this.seats.await(seat, this.isHidden(seat.uid));
    }
  }

  private seat(params: JoinParams, { host, rights, link }: Guest): Seat {
    const { uid, autoSubscribe = false, protocols } = params;
    this.run({ type: 'join', participant: toParticipant(params) });
    const session = randomText(16);
    const seat = createSeat({ uid, session, host, autoSubscribe, protocols, rights });
    this.seats.add(seat);
    if (autoSubscribe) for (const { id } of this.state.streams) this.access.allowPull(seat, id);
    // Whoever cannot send here, as a browser where there is no WebRTC, is there to watch.
    if (params.publish && this.access.hasWay(seat, 'push')) this.publish(seat, 'camera', params.publish);
    // From here on the seat hears what happens; what was before is in its snapshot.
    seat.link = link;
    this.options.changed();
    return seat;
  }

  /** Brings a seat to what its client wants by now; what it could not say while it was away. */
  private resume(seat: Seat, params: JoinParams, link: SeatLink): void {
    const { uid, rights } = seat;
    const { muted = [], visible = true } = params;
    // Its rights may have shrunk while it was away.
    const wanted = params.role ?? findParticipant(this.state, uid)!.role;
    const role = rights.role === 'audience' ? 'audience' : wanted;
    const may = role === 'broadcaster' && rights.publish && this.access.hasWay(seat, 'push');
    const publish = may ? (params.publish ?? []) : [];
    seat.stopExpiry();
    seat.link?.supersede();
    seat.link = null;
    this.run({ type: 'setStatus', uid, status: statusOf(visible) });
    this.run({ type: 'setRole', uid, role });
    for (const kind of mediaKinds) this.run({ type: muted.includes(kind) ? 'mute' : 'unmute', uid, kind });
    // In this order a stream that changes its kinds stays the one it is.
    if (publish.length > 0) this.publish(seat, 'camera', publish);
    this.unpublish(seat, 'camera', removeKinds(mediaKinds, publish));
    seat.link = link;
  }

  private apply(notification: Notification): void {
    const frame = this.facts.add(notification);
    const { method, params } = notification;
    const published = method === 'streamPublished' ? streamId(params.uid, params.source) : undefined;
    if (published) this.access.nameStream(published);
    const text = JSON.stringify(frame);
    for (const seat of this.seats.all()) {
      const address = published && seat.autoSubscribe ? this.access.allowPull(seat, published) : undefined;
      seat.link?.send(address ? JSON.stringify({ ...frame, address }) : text);
    }
    if (method === 'streamUnpublished') this.withdraw(params.uid, params.source, params.kinds);
    if (method === 'participantLeft') this.vacate(params.uid, params.reason);
    if (method === 'unmuted') this.unmuteChecks.begin(params.uid, params.kind);
    this.options.changed();
  }

  /** Kinds are no longer published: the push loses them, and with the last one everybody's grants end. */
  private withdraw(uid: Uid, source: Source, kinds: readonly MediaKind[]): void {
    const id = streamId(uid, source);
    const publisher = this.seats.get(uid);
    if (publisher) this.access.narrow(publisher, id, kinds);
    if (!findStream(this.state, uid, source)) this.access.endStream(id, this.seats.all());
  }

  private vacate(uid: Uid, reason: LeaveReason): void {
    const seat = this.seats.get(uid);
    if (!seat) return;
    this.seats.remove(seat);
    this.options.counters.left(reason);
    this.unmuteChecks.forget(uid);
    this.access.endSeat(seat);
    for (const source of sources) this.access.endStream(streamId(uid, source), this.seats.all());
    if (!seat.link) this.options.givenUp.add(seat.session, reason);
    seat.link?.end(reason);
    seat.link = null;
    if (this.seats.size === 0) this.options.emptied();
  }

  private allow(seat: Seat, id: StreamId, kinds: readonly MediaKind[]): Address {
    const address = this.access.allow(seat, id, kinds);
    this.options.changed();
    return address;
  }

  private checkUnmuted(uid: Uid, kind: MediaKind): void {
    if (this.access.stats(streamId(uid, 'camera'))?.[kind].status === 'live') return;
    this.run({ type: 'reportMedia', uid, source: 'camera', kind, media: 'stalled' });
  }

  private isHidden(uid: Uid): boolean {
    return findParticipant(this.state, uid)?.status === 'background';
  }
}

function statusOf(visible: boolean): ParticipantStatus {
  return visible ? 'connected' : 'background';
}
