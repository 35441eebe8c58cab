import {
  type Address,
  addKinds,
  type LeaveReason,
  type MediaKind,
  type MediaState,
  mediaKinds,
  type Notification,
  type Participant,
  type Requests,
  type RoomSnapshot,
  type RoomState,
  RtcError,
  removeKinds,
  type Source,
  type StreamId,
  streamId,
  type Uid,
} from '@callgrid/protocol';
import { type Command, decide, emptyRoom, evolve } from '@callgrid/room';
import type {
  AnyCommand,
  Backend,
  BackendCommand,
  BackendMessage,
  BackendSession,
  JoinIntent,
} from '../backend/backend.ts';
import { gatewayCapabilities } from '../backend/gateway.ts';
import { aborted, notJoined } from '../backend/refusals.ts';

/** A gateway without network or media: the same room rules, for tests and playgrounds. */
export interface InMemoryGateway {
  /** What clients are given to join its rooms. Every client gets one of its own. */
  backend(): Backend;
  /** The room as it is, or null while nobody is in it. */
  room(channelName: string): RoomState | null;
  /** Puts somebody out of the room. */
  remove(channelName: string, uid: Uid, reason: LeaveReason): void;
  /** Breaks a client's connection; its place in the room stays. */
  cut(channelName: string, uid: Uid): void;
  /** Brings a cut connection back. */
  restore(channelName: string, uid: Uid): void;
  /** Says that packets of a kind come, or do not. */
  reportMedia(channelName: string, uid: Uid, source: Source, kind: MediaKind, media: MediaState): void;
}

export function createInMemoryGateway(): InMemoryGateway {
  const rooms = new Map<string, InMemoryRoom>();
  const roomOf = (channelName: string): InMemoryRoom => {
    const known = rooms.get(channelName);
    if (known) return known;
    const room = new InMemoryRoom(channelName, () => rooms.delete(channelName));
    rooms.set(channelName, room);
    return room;
  };
  return {
    backend: () => ({
      capabilities: gatewayCapabilities,
      open: (_platform, intent, tell) => new InMemorySession(roomOf, intent, tell),
    }),
    room: (channelName) => rooms.get(channelName)?.state ?? null,
    remove: (channelName, uid, reason) => rooms.get(channelName)?.run({ type: 'leave', uid, reason }),
    cut: (channelName, uid) => rooms.get(channelName)?.cut(uid),
    restore: (channelName, uid) => rooms.get(channelName)?.restore(uid),
    reportMedia: (channelName, uid, source, kind, media) =>
      rooms.get(channelName)?.run({ type: 'reportMedia', uid, source, kind, media }),
  };
}

interface Grant {
  readonly address: Address;
  readonly kinds: readonly MediaKind[];
}

interface Seat {
  readonly autoSubscribe: boolean;
  readonly protocols: JoinIntent['protocols'];
  readonly grants: Map<StreamId, Grant>;
  connected: boolean;
  tell(message: BackendMessage): void;
}

class InMemoryRoom {
  state: RoomState;
  private readonly seats = new Map<Uid, Seat>();
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

  seat(uid: Uid, seat: Seat): void {
    this.seats.set(uid, seat);
    for (const { id } of this.state.streams) this.subscribe(uid, id);
  }

  /** Whether this very seat is still there: its uid may be somebody else's by now. */
  holds(uid: Uid, seat: Seat): boolean {
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

class InMemorySession implements BackendSession {
  private readonly roomOf: (channelName: string) => InMemoryRoom;
  private readonly intent: () => JoinIntent;
  private readonly tell: (message: BackendMessage) => void;
  private place: { readonly uid: Uid; readonly room: InMemoryRoom; readonly seat: Seat } | null = null;
  private over = false;

  constructor(
    roomOf: (channelName: string) => InMemoryRoom,
    intent: () => JoinIntent,
    tell: (message: BackendMessage) => void,
  ) {
    this.roomOf = roomOf;
    this.intent = intent;
    this.tell = tell;
  }

  async join(): Promise<void> {
    await Promise.resolve();
    if (this.over) throw aborted();
    const intent = this.intent();
    const { uid } = intent;
    const room = this.roomOf(intent.channelName);
    if (room.state.participants.some((participant) => participant.uid === uid)) {
      room.run({ type: 'leave', uid, reason: 'replaced' });
    }
    const here = this.roomOf(intent.channelName);
    here.run({ type: 'join', participant: toParticipant(intent) });
    const seat: Seat = {
      autoSubscribe: intent.autoSubscribe ?? false,
      protocols: intent.protocols,
      grants: new Map(),
      connected: true,
      tell: (message) => {
        if (!this.over) this.tell(message);
      },
    };
    this.place = { uid, room: here, seat };
    here.seat(uid, seat);
    if (intent.publish) this.publish('camera', intent.publish);
    this.tell({ type: 'joined', self: uid, snapshot: here.snapshot(uid) });
  }

  async request<Method extends BackendCommand>(
    method: Method,
    params: Requests[Method]['params'],
  ): Promise<Requests[Method]['result']> {
    await Promise.resolve();
    if (!this.place || this.over) throw notJoined(method);
    const { uid, room } = this.place;
    const request = { method, params } as AnyCommand;
    switch (request.method) {
      case 'publish':
        return this.publish(request.params.source, request.params.kinds);
      case 'unpublish': {
        const id = streamId(uid, request.params.source);
        room.run({ type: 'unpublish', uid, ...request.params });
        if (!room.state.streams.some((stream) => stream.id === id)) room.withdraw(uid, id, mediaKinds);
        return {};
      }
      case 'subscribe': {
        const { uid: publisher, source, kinds } = request.params;
        room.run({ type: 'subscribe', uid, publisher, source, kinds });
        const id = streamId(publisher, source);
        return { id, address: room.grant(uid, id, kinds) };
      }
      case 'unsubscribe':
        room.withdraw(uid, streamId(request.params.uid, request.params.source), request.params.kinds);
        return {};
      case 'mute':
      case 'unmute':
        room.run({ type: request.method, uid, kind: request.params.kind });
        return {};
      case 'setMode':
        room.run({ type: 'setMode', uid, mode: request.params.mode });
        return {};
      case 'setSpeaking':
        room.run({ type: 'setSpeaking', uid, speaking: request.params.speaking });
        return {};
      // There are no tokens here, and nobody reads the reports.
      case 'renewToken':
      case 'report':
        return {};
      case 'setRole':
        room.run({ type: 'setRole', uid, role: request.params.role });
        return {};
      case 'setVisible':
        room.run({ type: 'setStatus', uid, status: request.params.visible ? 'connected' : 'background' });
        return {};
    }
  }

  async leave(): Promise<void> {
    if (this.over) return;
    this.over = true;
    const { place } = this;
    // It may have been put out while it was away.
    if (place?.room.holds(place.uid, place.seat)) {
      place.room.run({ type: 'leave', uid: place.uid, reason: 'left' });
    }
  }

  private publish(source: Source, kinds: readonly MediaKind[]): { id: StreamId; address: Address } {
    const { uid, room } = this.place!;
    room.run({ type: 'publish', uid, source, kinds });
    const id = streamId(uid, source);
    return { id, address: room.grant(uid, id, kinds) };
  }
}

function toParticipant({ uid, name, role, muted = [], service }: JoinIntent): Participant {
  return {
    uid,
    name: name ?? '',
    role: role ?? 'broadcaster',
    status: 'connected',
    muted: { audio: muted.includes('audio'), video: muted.includes('video') },
    speaking: false,
    ...(service && { service }),
  };
}
