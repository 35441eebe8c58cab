import type { LocalWishes } from './local-wishes.ts';
import type { Room } from './room.ts';

/**
 * Asks for everything that a new seat does not know of: it knows what came with the join, the camera. Whoever is gone by
 * now has no stream to give. Never rejects.
 */
export function askAgain(room: Room, wishes: LocalWishes): Promise<unknown> {
  const kinds = wishes.published('screen');
  const asked: Promise<unknown>[] = wishes.subscribed.map((it) => room.subscribe(it));
  if (kinds.length > 0) asked.push(room.publish({ source: 'screen', kinds }));
  return Promise.all(asked.map((it) => it.catch(() => {})));
}
