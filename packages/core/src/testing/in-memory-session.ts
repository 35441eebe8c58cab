import {
  type Address,
  type MediaKind,
  type MediaProtocol,
  mediaKinds,
  type Participant,
  type Requests,
  RtcError,
  type Source,
  type StreamId,
  streamId,
  type Uid,
} from '@callgrid/protocol';
import type {
  AnyCommand,
  BackendCommand,
  BackendMessage,
  BackendSession,
  JoinIntent,
} from '../backend/backend.ts';
import { aborted, notJoined } from '../backend/refusals.ts';
import type { InMemoryRoom, InMemorySeat } from './in-memory-room.ts';

/** One client's call on the in-memory gateway. */
export class InMemorySession implements BackendSession {
  private readonly roomOf: (channelName: string) => InMemoryRoom;
  private readonly intent: () => JoinIntent;
  private readonly tell: (message: BackendMessage) => void;
  private readonly push: readonly MediaProtocol[] | undefined;
  private place: { readonly uid: Uid; readonly room: InMemoryRoom; readonly seat: InMemorySeat } | null =
    null;
  private over = false;

  constructor(
    roomOf: (channelName: string) => InMemoryRoom,
    intent: () => JoinIntent,
    tell: (message: BackendMessage) => void,
    push?: readonly MediaProtocol[],
  ) {
    this.roomOf = roomOf;
    this.intent = intent;
    this.tell = tell;
    this.push = push;
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
    const seat: InMemorySeat = {
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
    if (intent.publish && this.canPush()) this.publish('camera', intent.publish);
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

  private canPush(): boolean {
    return this.push?.some((it) => this.place!.seat.protocols.push.includes(it)) ?? true;
  }

  private publish(source: Source, kinds: readonly MediaKind[]): { id: StreamId; address: Address } {
    if (!this.canPush())
      throw new RtcError('stream/noProtocol', 'No way to push: the gateway takes nothing from here.');
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
