import { createRoom, createWebPlatform, type Platform, type Room, toUid } from '@callgrid/core';
import { createIdlePlatform, createInMemoryGateway, type InMemoryGateway } from '@callgrid/core/testing';

export const CHANNEL = 'playground';

const names = ['Ann', '李小龙', 'Bartholomew Featherstonehaugh', 'Cid', '王', 'Dora', 'Emil', 'Fay'];

/** Everybody in a playground's call but the viewer: rooms on a gateway that is only memory. */
export class People {
  readonly gateway: InMemoryGateway = createInMemoryGateway();
  readonly platform: Platform = createIdlePlatform(createWebPlatform(window).clock);
  readonly rooms = new Map<string, Room>();
  private next = 2;

  constructor(count: number) {
    for (let i = 0; i < count; i++) this.enter();
  }

  enter(): void {
    const uid = String(this.next++);
    const room = createRoom({ backend: this.gateway.backend(), platform: this.platform });
    this.rooms.set(uid, room);
    room.join({
      channelName: CHANNEL,
      uid,
      name: names[(Number(uid) - 2) % names.length] ?? uid,
      publish: ['audio', 'video'],
    });
  }

  leave(uid: string): void {
    this.rooms.get(uid)?.leave();
    this.rooms.delete(uid);
  }

  /** Breaks or mends somebody's connection; the viewer's own is uid 1. */
  toggleConnection(uid: string, cut: boolean): void {
    if (cut) this.gateway.cut(CHANNEL, toUid(uid));
    else this.gateway.restore(CHANNEL, toUid(uid));
  }

  kickViewer(): void {
    this.gateway.remove(CHANNEL, toUid(1), 'kicked');
  }

  end(): void {
    for (const uid of [...this.rooms.keys()]) this.leave(uid);
  }
}
