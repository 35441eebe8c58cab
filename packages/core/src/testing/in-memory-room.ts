import {
  type Address,
  addKinds,
  type MediaKind,
  mediaKinds,
  type Notification,
  type RoomSnapshot,
  type RoomState,
  RtcError,
  removeKinds,
  type StreamId,
  streamId,
  type Uid,
} from '@callgrid/protocol';
import { type Command, decide, emptyRoom, evolve } from '@callgrid/room';
import type { BackendMessage, JoinIntent } from '../backend/backend.ts';

interface Grant {
  readonly address: Address;
  readonly kinds: readonly MediaKind[];
}

/** One client's place in the room. */
export interface InMemorySeat {
  readonly autoSubscribe: boolean;
  readonly protocols: JoinIntent['protocols'];
  readonly grants: Map<StreamId, Grant>;
  connected: boolean;
  tell(message: BackendMessage): void;
}

/** A room of the in-memory gateway: the same rules as the gateway's, and addresses that lead nowhere. */
export class InMemoryRoom {
  state: RoomState;
  private readonly seats = new Map<Uid, InMemorySeat>();
  private readonly emptied: () => void;
  private seq = 0;

  constructor(channelName: string, emptied: () => void) {
    this.state = emptyRoom(channelName);
    this.emptied = emptied;
  }

  /** Runs a command and tells everybody what came of it; throws the refusal as an `RtcError`. */
  run(command: Command): void {
    const decision = decide(this.state, command);
    if (!decision.ok) throw new RtcError(decision.code, decision.message);
    for (const notification of decision.notifications) this.apply(notification);
  }

  seat(uid: Uid, seat: InMemorySeat): void {
    this.seats.set(uid, seat);
    for (const { id } of this.state.streams) this.subscribe(uid, id);
  }

  /** Whether this very seat is still there: its uid may be somebody else's by now. */
  holds(uid: Uid, seat: InMemorySeat): boolean {
    return this.seats.get(uid) === seat;
  }

  snapshot(uid: Uid): RoomSnapshot {
    const grants = [...(this.seats.get(uid)?.grants ?? [])];
    const addresses = Object.fromEntries(grants.map(([id, { address }]) => [id, address]));
    return { epoch: 'memory', seq: this.seq, room: this.state, addresses };
  }

  grant(uid: Uid, id: StreamId, kinds: readonly MediaKind[]): Address {
    const seat = this.seats.get(uid);
    const ways = seat?.protocols[id.startsWith(`${uid}/`) ? 'push' : 'pull'] ?? [];
    const url = `memory:${id}?for=${uid}`;
    const [protocol = 'rtmp', ...rest] = ways;
    const others = rest.map((other) => ({ protocol: other, url: `${url}&by=${other}` }));
    const address: Address = { protocol, url, ...(others.length > 0 && { others }) };
    const before = seat?.grants.get(id)?.kinds ?? [];
    seat?.grants.set(id, { address, kinds: addKinds(before, kinds) });
    return address;
  }

  /** Takes these kinds back, and the address with the last one. */
  withdraw(uid: Uid, id: StreamId, kinds: readonly MediaKind[]): void {
    const seat = this.seats.get(uid);
    const grant = seat?.grants.get(id);
    if (!seat || !grant) return;
    const left = removeKinds(grant.kinds, kinds);
    if (left.length > 0) seat.grants.set(id, { ...grant, kinds: left });
    else seat.grants.delete(id);
  }

  cut(uid: Uid): void {
    const seat = this.seats.get(uid);
    if (!seat?.connected) return;
    seat.connected = false;
    seat.tell({ type: 'reconnecting', attempt: 1, cause: 'connection/lost' });
    this.run({ type: 'setStatus', uid, status: 'reconnecting' });
  }

  restore(uid: Uid): void {
    const seat = this.seats.get(uid);
    if (!seat || seat.connected) return;
    this.run({ type: 'setStatus', uid, status: 'connected' });
    seat.connected = true;
    seat.tell({ type: 'reconnected', fresh: false, snapshot: this.snapshot(uid) });
  }

  private apply(notification: Notification): void {
    this.state = evolve(this.state, notification);
    this.seq++;
    const { method, params } = notification;
    const id = method === 'streamPublished' ? streamId(params.uid, params.source) : undefined;
    const told = [...this.seats];
    for (const { grants } of this.seats.values()) {
      for (const known of grants.keys())
        if (!this.state.streams.some((it) => it.id === known)) grants.delete(known);
    }
    if (method === 'participantLeft') this.seats.delete(params.uid);
    for (const [uid, seat] of told) {
      if (id) this.subscribe(uid, id);
      const address = id && seat.grants.get(id)?.address;
      if (seat.connected) seat.tell({ type: 'notified', notification, ...(address && { id, address }) });
    }
    if (this.state.participants.length === 0) this.emptied();
  }

  private subscribe(uid: Uid, id: StreamId): void {
    const seat = this.seats.get(uid);
    if (seat?.autoSubscribe && !seat.grants.has(id) && !id.startsWith(`${uid}/`))
      this.grant(uid, id, mediaKinds);
  }
}
