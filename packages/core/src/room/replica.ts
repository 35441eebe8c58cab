import type { Address, Notification, RoomState, RoomUpdate, StreamId } from '@callgrid/protocol';
import { difference, emptyRoom, evolve } from '@callgrid/room';
import type { StreamView } from './room-view.ts';
import { sameAddress, viewStreams } from './view-streams.ts';

type Addresses = Readonly<Record<StreamId, Address>>;

/** This client's copy of the room's facts, and its own addresses of the streams in it. */
export class Replica {
  facts: RoomState = emptyRoom('');
  private addresses: Addresses = {};

  reset(): void {
    this.facts = emptyRoom('');
    this.addresses = {};
  }

  /** Takes one fact, with the address that came with it; false when it changes nothing. */
  apply(notification: Notification, id?: StreamId, address?: Address): boolean {
    if (id && address) this.addresses = { ...this.addresses, [id]: address };
    const after = evolve(this.facts, notification);
    if (after === this.facts) return false;
    this.facts = after;
    this.addresses = keep(this.addresses, after);
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
    const moved = room.streams
      .map(({ id }) => id)
      .filter((id) => before.addresses[id] && !sameAddress(before.addresses[id], addresses[id] ?? null));
    return { news: difference(before.facts, room), moved };
  }

  /** False when that is the address already, or when it came after its stream had gone. */
  setAddress(id: StreamId, address: Address | null): boolean {
    if (sameAddress(this.addresses[id] ?? null, address)) return false;
    if (address && !this.facts.streams.some((stream) => stream.id === id)) return false;
    const { [id]: _, ...others } = this.addresses;
    this.addresses = address ? { ...others, [id]: address } : others;
    return true;
  }

  /** The streams as a screen needs them; those that did not change stay the same objects as in `before`. */
  streams(before: readonly StreamView[]): readonly StreamView[] {
    return viewStreams(this.facts.streams, this.addresses, before);
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
