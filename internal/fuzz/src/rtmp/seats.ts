import { toUid } from '@callgrid/core';
import { createClients } from '@callgrid/gateway/test/call';
import { nameIn } from '../call-beside.ts';
import type { Keys } from './conversation.ts';

export const ROOM_OF_SEATS = 'seats';

/** Who stays in a room and lends its keys to an attack, so that it is let in. */
export interface Seats {
  readonly lanes: readonly Keys[];
  leave(): void;
}

/** So many publishers, each with a stream of its own, and somebody who may pull them all. */
export async function takeSeats(port: number, count: number): Promise<Seats> {
  const clients = createClients(`ws://127.0.0.1:${port}`);
  const viewer = await clients.join({ channelName: ROOM_OF_SEATS, uid: count + 1 });
  const lanes: Keys[] = [];
  for (let lane = 0; lane < count; lane++) {
    const uid = toUid(lane + 1);
    const publish = ['audio', 'video'] as const;
    const { room } = await clients.join({ channelName: ROOM_OF_SEATS, uid, publish });
    const push = room.store.getState().streams.find((it) => it.uid === uid)!.address!.url;
    const { address } = await viewer.room.subscribe({ uid, source: 'camera' });
    lanes.push({ push: nameIn(push), pull: nameIn(address.url) });
  }
  return { lanes, leave: clients.cutAll };
}
