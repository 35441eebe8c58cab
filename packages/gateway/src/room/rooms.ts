import { type JoinParams, type MediaKind, RtcError } from '@callgrid/protocol';
import type { MediaEngine } from '../engine/media-engine.ts';
import type { Grants } from '../grant/grants.ts';
import { RoomHost } from './room-host.ts';
import type { Seat, SeatLink } from './seat.ts';

export interface RoomsOptions {
  readonly engine: MediaEngine;
  readonly grants: Grants;
  readonly maxRooms: number;
  readonly maxParticipants: number;
}

/** Every room on this node. A room begins with its first participant and ends with its last. */
export class Rooms {
  private readonly options: RoomsOptions;
  private readonly hosts = new Map<string, RoomHost>();

  constructor(options: RoomsOptions) {
    this.options = options;
  }

  /** Takes up or makes a seat in the room the client names, and makes the room if need be. */
  join(params: JoinParams, host: string, link: SeatLink): { room: RoomHost; seat: Seat; resumed: boolean } {
    const { channelName } = params;
    const room = this.hosts.get(channelName) ?? this.create(channelName);
    try {
      return { room, ...room.join(params, host, link) };
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

  get size(): number {
    return this.hosts.size;
  }

  get participants(): number {
    return [...this.hosts.values()].reduce((sum, { state }) => sum + state.participants.length, 0);
  }

  get streams(): number {
    return [...this.hosts.values()].reduce((sum, { state }) => sum + state.streams.length, 0);
  }

  private create(channelName: string): RoomHost {
    if (this.hosts.size >= this.options.maxRooms) {
      throw new RtcError('room/full', `The gateway has its ${this.options.maxRooms} rooms. Try later.`);
    }
    const { engine, grants, maxParticipants } = this.options;
    return new RoomHost({
      channelName,
      engine,
      grants,
      maxParticipants,
      emptied: () => this.hosts.delete(channelName),
    });
  }

  close(): void {
    for (const host of this.hosts.values()) host.close();
    this.hosts.clear();
  }
}
