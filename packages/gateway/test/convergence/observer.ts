import type { Room } from '@callgrid/core';
import type { Notification, RoomState } from '@callgrid/protocol';
import { emptyRoom, evolve } from '@callgrid/room';
import { factEvents } from '../fact-events.ts';

/** Who only listens to a client's events, after one look at its first view of the room. */
export class Observer {
  private readonly room: Room;
  /** The room as it must be by what was told. */
  replayed: RoomState = emptyRoom('');

  constructor(room: Room) {
    this.room = room;
    room.on('connectionChanged', ({ connection: { status } }) => {
      if (status === 'joining') this.replayed = emptyRoom('');
      if (status === 'joined' && this.replayed.participants.length === 0) this.replayed = this.view;
    });
    room.on('left', () => {
      this.replayed = emptyRoom('');
    });
    for (const method of factEvents) {
      room.on(method, (params) => {
        this.replayed = evolve(this.replayed, { method, params } as Notification);
      });
    }
  }

  /** The room as the store shows it, without what is this client's own. */
  get view(): RoomState {
    const { participants, streams } = this.room.store.getState();
    return { channelName: '', participants, streams: streams.map(({ address: _, ...stream }) => stream) };
  }

  get status(): string {
    return this.room.store.getState().connection.status;
  }
}
