import { type Clock, type JoinParams, type LeaveReason, type MediaKind, RtcError } from '@callgrid/protocol';
import type { Logger } from 'pino';
import type { MediaEngine } from '../engine/media-engine.ts';
import type { Grants } from '../grant/grants.ts';
import type { GatewayCounters } from '../metrics/gateway-counters.ts';
import { SeatKeeper } from '../store/seat-keeper.ts';
import type { SeatStore } from '../store/seat-store.ts';
import { GivenUpSeats } from './given-up-seats.ts';
import type { EntryRules } from './require-entry.ts';
import { RoomHost } from './room-host.ts';
import type { Guest, Seat } from './seat.ts';

export interface RoomsOptions extends EntryRules {
  readonly engine: MediaEngine;
  readonly grants: Grants;
  readonly clock: Clock;
  /** Where seats outlive the gateway. */
  readonly store: SeatStore;
  readonly log: Logger;
  readonly counters: GatewayCounters;
  readonly maxRooms: number;
}

/** Every room on this node. A room begins with its first participant and ends with its last. */
export class Rooms {
  private readonly options: RoomsOptions;
  private readonly hosts = new Map<string, RoomHost>();
  private readonly keeper: SeatKeeper;
  private readonly givenUp: GivenUpSeats;
  private closed = false;

  constructor(options: RoomsOptions) {
    this.options = options;
    const { store, clock, log } = options;
    this.givenUp = new GivenUpSeats(clock);
    this.keeper = new SeatKeeper({
      store,
      clock,
      log,
      rooms: () => this.all.map((it) => it.stored()),
    });
  }

  /** Brings back what a gateway before this one has stored; to be called before anybody joins. */
  async restore(): Promise<void> {
    const stored = await this.options.store.load();
    for (const room of stored) {
      const { channelName } = room.facts;
      const host = this.create(channelName);
      this.hosts.set(channelName, host);
      host.restore(room);
    }
    if (stored.length > 0) {
      this.options.log.info({ rooms: this.size, participants: this.participants }, 'rooms restored');
    }
  }

  /** Why the seat of this session is no more, where its client was away and has not heard of it. */
  endingOf({ session }: JoinParams): LeaveReason | undefined {
    return this.givenUp.find(session);
  }

  /** Whether the session proves a seat. */
  holdsSeat(params: JoinParams): boolean {
    return this.hosts.get(params.channelName)?.holdsSeat(params) ?? false;
  }

  /** Takes up or makes a seat in the room the client names, and makes the room if need be. */
  join(params: JoinParams, guest: Guest): { room: RoomHost; seat: Seat; resumed: boolean } {
    const { channelName } = params;
    if (this.closed) throw new RtcError('gateway/stopping', 'The gateway stops. Come back soon.');
    const room = this.hosts.get(channelName) ?? this.begin(channelName);
    try {
      return { room, ...room.join(params, guest) };
    } finally {
      // A room whose only participant was replaced has ended for a moment; one that refused may never have begun.
      if (room.state.participants.length > 0) this.hosts.set(channelName, room);
    }
  }

  mediaChanged(name: string, kind: MediaKind, media: 'live' | 'stalled'): void {
    for (const room of this.hosts.values()) {
      const stream = room.findStream(name);
      if (stream)
        return room.run({ type: 'reportMedia', uid: stream.uid, source: stream.source, kind, media });
    }
  }

  /** The room of this name, while anybody is in it. */
  find(channelName: string): RoomHost | undefined {
    return this.hosts.get(channelName);
  }

  /** In order of their beginning. */
  get all(): readonly RoomHost[] {
    return [...this.hosts.values()];
  }

  get size(): number {
    return this.hosts.size;
  }

  get participants(): number {
    return this.all.reduce((sum, { state }) => sum + state.participants.length, 0);
  }

  get streams(): number {
    return this.all.reduce((sum, { state }) => sum + state.streams.length, 0);
  }

  /** Stores every seat and lets go of all; says nothing to the rooms. Settles once they are stored. */
  async close(): Promise<void> {
    const stored = this.keeper.stop();
    this.letGo();
    await stored;
  }

  /** Lets go of all and leaves the store as it is. */
  abandon(): void {
    this.keeper.abandon();
    this.letGo();
  }

  private letGo(): void {
    this.closed = true;
    for (const host of this.hosts.values()) host.close();
    this.hosts.clear();
  }

  private begin(channelName: string): RoomHost {
    if (this.hosts.size >= this.options.maxRooms) {
      throw new RtcError('room/full', `The gateway has its ${this.options.maxRooms} rooms. Try later.`);
    }
    return this.create(channelName);
  }

  private create(channelName: string): RoomHost {
    return new RoomHost({
      ...this.options,
      channelName,
      givenUp: this.givenUp,
      changed: () => this.keeper.changed(),
      emptied: () => this.hosts.delete(channelName),
    });
  }
}
