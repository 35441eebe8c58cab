import {
  type Address,
  addKinds,
  type MediaKind,
  mediaKinds,
  RtcError,
  removeKinds,
  type StreamId,
} from '@callgrid/protocol';
import type { MediaEngine, MediaStats } from '../engine/media-engine.ts';
import { randomText } from '../random/random-text.ts';
import type { Seat } from '../room/seat.ts';
import type { StoredGrant } from '../store/stored-rooms.ts';
import type { Grant } from './grant.ts';
import type { Grants } from './grants.ts';

export interface SeatGrantsOptions {
  readonly channelName: string;
  readonly engine: MediaEngine;
  readonly grants: Grants;
}

/** What the seats of one room may push and pull, and the names that its streams have in addresses. */
export class SeatGrants {
  private readonly options: SeatGrantsOptions;
  private readonly names = new Map<StreamId, string>();

  constructor(options: SeatGrantsOptions) {
    this.options = options;
  }

  /** Names a stream that is published; one that is already keeps its name. */
  nameStream(id: StreamId): void {
    if (this.names.has(id)) return;
    // It cannot be guessed, and still tells an operator whose stream it is.
    this.names.set(id, `${id.replace('/', '-')}-${randomText(6)}`);
  }

  streamName(id: StreamId): string | undefined {
    return this.names.get(id);
  }

  /** What flows of a stream, as the engine sees it. */
  stats(id: StreamId): MediaStats | undefined {
    const name = this.names.get(id);
    return name === undefined ? undefined : this.options.engine.stats(name);
  }

  /** The stream is no more: everybody's right to it ends. */
  endStream(id: StreamId, seats: Iterable<Seat>): void {
    for (const seat of seats) this.narrow(seat, id, mediaKinds);
    this.names.delete(id);
  }

  /** The seat's right to a stream, with these kinds added, as an address. */
  allow(seat: Seat, id: StreamId, kinds: readonly MediaKind[]): Address {
    const { engine, grants, channelName } = this.options;
    const direction = directionOf(seat, id);
    this.requireWay(seat, direction);
    const known = seat.grants.get(id);
    const all = addKinds(known?.kinds ?? [], kinds);
    if (known && !grants.hasExpired(known)) {
      known.kinds = all;
      engine.update(known);
    } else {
      if (known) this.narrow(seat, id, mediaKinds);
      const { uid } = seat;
      const stream = this.names.get(id)!;
      seat.grants.set(id, grants.create({ direction, channelName, uid, streamId: id, stream, kinds: all }));
    }
    return this.address(seat, id)!;
  }

  /** Gives the seat everything of somebody else's stream, where there is a way for it to get it. */
  allowPull(seat: Seat, id: StreamId): Address | undefined {
    const isOther = directionOf(seat, id) === 'pull';
    const isPossible = isOther && seat.rights.subscribe && this.common(seat, 'pull').length > 0;
    return isPossible ? this.allow(seat, id, mediaKinds) : undefined;
  }

  /** Takes kinds away; with the last one the key dies. */
  narrow(seat: Seat, id: StreamId, kinds: readonly MediaKind[]): void {
    const { engine, grants } = this.options;
    const grant = seat.grants.get(id);
    if (!grant) return;
    grant.kinds = removeKinds(grant.kinds, kinds);
    if (grant.kinds.length > 0) return engine.update(grant);
    seat.grants.delete(id);
    seat.reports.delete(id);
    grants.end(grant);
    engine.disconnect(grant);
  }

  /** Everything the seat may push and pull ends. */
  endSeat(seat: Seat, directions: readonly Grant['direction'][] = ['push', 'pull']): void {
    for (const { streamId, direction } of [...seat.grants.values()])
      if (directions.includes(direction)) this.narrow(seat, streamId, mediaKinds);
  }

  address(seat: Seat, id: StreamId): Address | undefined {
    const grant = seat.grants.get(id);
    if (!grant) return undefined;
    const ways = this.common(seat, grant.direction).map((protocol) => ({
      protocol,
      url: this.options.engine.url(grant, protocol, seat.host),
    }));
    // None where a gateway before this one spoke what this one does not.
    const [first, ...others] = ways;
    return first && others.length > 0 ? { ...first, others } : first;
  }

  /** Whether the client and the engine share a way. */
  hasWay(seat: Pick<Seat, 'protocols'>, direction: Grant['direction']): boolean {
    return this.common(seat, direction).length > 0;
  }

  /** Throws where the client and the engine share no way. */
  requireWay(seat: Pick<Seat, 'protocols'>, direction: Grant['direction']): void {
    if (this.hasWay(seat, direction)) return;
    const wanted = seat.protocols[direction];
    const spoken = this.options.engine.capabilities[direction];
    throw new RtcError(
      'stream/noProtocol',
      `No way to ${direction}: the client speaks ${list(wanted)}, the gateway ${list(spoken)}.`,
    );
  }

  /** The client's protocols that the engine speaks, best first. */
  private common({ protocols }: Pick<Seat, 'protocols'>, direction: Grant['direction']) {
    const spoken = this.options.engine.capabilities[direction];
    return [...new Set(protocols[direction])].filter((it) => spoken.includes(it));
  }

  /** After a restart: names and keys as they were, so that addresses stay. */
  restore(names: Readonly<Record<StreamId, string>>): void {
    for (const [id, name] of Object.entries(names)) this.names.set(id as StreamId, name);
  }

  restoreGrant(seat: Seat, { streamId, key, kinds, expiresAt }: StoredGrant): void {
    const { channelName, grants } = this.options;
    const stream = this.names.get(streamId);
    if (stream === undefined) return;
    const direction = directionOf(seat, streamId);
    const { uid } = seat;
    seat.grants.set(
      streamId,
      grants.restore({ direction, channelName, uid, streamId, stream, kinds, key, expiresAt }),
    );
  }

  stored(): Readonly<Record<StreamId, string>> {
    return Object.fromEntries(this.names);
  }
}

function directionOf({ uid }: Seat, id: StreamId): Grant['direction'] {
  return id.startsWith(`${uid}/`) ? 'push' : 'pull';
}

function list(protocols: readonly string[]): string {
  return protocols.length > 0 ? protocols.join(', ') : 'none';
}
