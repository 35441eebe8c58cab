import type {
  Address,
  LeaveReason,
  Notification,
  Participant,
  RoomState,
  RoomUpdate,
  StreamId,
} from '@callgrid/protocol';
import { difference, emptyRoom, evolve, findParticipant } from '@callgrid/room';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ConnectionAction, reduceConnection } from './connection-state.ts';
import type { LocalView, RoomView } from './room-view.ts';
import { sameAddress, viewStreams } from './view-streams.ts';

type Addresses = Readonly<Record<StreamId, Address>>;

/**
 * What this client knows of a room: its copy of the facts, its own addresses of the streams in it, and what a screen
 * is shown of both. Whatever changes here has changed in `api` before the method returns.
 */
export class RoomStore {
  readonly api: StoreApi<RoomView>;
  facts: RoomState = emptyRoom('');
  private addresses: Addresses = {};

  constructor() {
    this.api = createStore<RoomView>()(() => ({
      connection: { status: 'idle' },
      participants: [],
      streams: [],
      local: { uid: null, name: '', role: 'broadcaster', muted: { audio: false, video: false } },
    }));
  }

  get view(): RoomView {
    return this.api.getState();
  }

  /** This client as the room knows it. */
  get self(): Participant | undefined {
    const { uid } = this.view.local;
    return uid ? findParticipant(this.facts, uid) : undefined;
  }

  setLocal(change: Partial<LocalView>): void {
    this.api.setState(({ local }) => ({ local: { ...local, ...change } }));
  }

  /** False where the action means nothing. */
  connect(action: ConnectionAction): boolean {
    const connection = reduceConnection(this.view.connection, action);
    const isOther = connection !== this.view.connection;
    if (isOther) this.api.setState({ connection });
    return isOther;
  }

  /** Forgets the room. */
  end(reason: LeaveReason): void {
    this.facts = emptyRoom('');
    this.addresses = {};
    const connection = reduceConnection(this.view.connection, { type: 'ended', reason });
    this.api.setState({ connection, participants: [], streams: [] });
  }

  /** Takes one fact, with the address that came with it; false when it changes nothing. */
  apply(notification: Notification, id?: StreamId, address?: Address): boolean {
    if (id && address) this.addresses = { ...this.addresses, [id]: address };
    const after = evolve(this.facts, notification);
    if (after === this.facts) return false;
    this.facts = after;
    this.addresses = keep(this.addresses, after);
    this.show();
    return true;
  }

  /** Makes this the room; gives what it changed, and the streams whose address is another one now. */
  take({ room = this.facts, addresses }: RoomUpdate): {
    readonly news: readonly Notification[];
    readonly moved: readonly StreamId[];
  } {
    const before = { facts: this.facts, addresses: this.addresses };
    this.facts = room;
    this.addresses = addresses;
    this.show();
    const moved = room.streams
      .map(({ id }) => id)
      .filter((id) => before.addresses[id] && !sameAddress(before.addresses[id], addresses[id]));
    return { news: difference(before.facts, room), moved };
  }

  /** False when that is the address already, or when it came after its stream had gone. */
  setAddress(id: StreamId, address: Address | null): boolean {
    if (sameAddress(this.addresses[id], address)) return false;
    if (address && !this.facts.streams.some((stream) => stream.id === id)) return false;
    const { [id]: _, ...others } = this.addresses;
    this.addresses = address ? { ...others, [id]: address } : others;
    this.show();
    return true;
  }

  /** Touches only what changed. */
  private show(): void {
    const { view } = this;
    const { participants } = this.facts;
    const streams = viewStreams(this.facts.streams, this.addresses, view.streams);
    if (participants !== view.participants || streams !== view.streams)
      this.api.setState({ participants, streams });
  }
}

/** The addresses of the streams that are still there: a new stream of the same id gets a new one. */
function keep(addresses: Addresses, { streams }: RoomState): Addresses {
  const gone = (Object.keys(addresses) as StreamId[]).filter(
    (id) => !streams.some((stream) => stream.id === id),
  );
  if (gone.length === 0) return addresses;
  const left = { ...addresses };
  for (const id of gone) delete left[id];
  return left;
}
