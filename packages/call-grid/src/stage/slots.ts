import type { StreamId } from '@callgrid/core';

/** Which stream each slot shows. A slot is a place in the tree: a stream keeps its own for as long as it lives. */
export type Slots = readonly (StreamId | null)[];

/**
 * The slots after the room's streams became `ids`: whoever is gone frees a slot, whoever is new takes the first free
 * one, nobody moves. Streams beyond the last slot wait for one; only a screen takes that of the camera that came last.
 * The same array comes back when nothing changed.
 */
export function assignSlots(slots: Slots, ids: readonly StreamId[]): Slots {
  const next = slots.map((id) => (id !== null && ids.includes(id) ? id : null));
  for (const id of [...ids.filter(isScreen), ...ids]) {
    if (next.includes(id)) continue;
    const free = next.indexOf(null);
    const slot = free < 0 && isScreen(id) ? next.indexOf(lastCamera(next, ids) ?? id) : free;
    if (slot >= 0) next[slot] = id;
  }
  return next.every((id, slot) => id === slots[slot]) ? slots : next;
}

/** The slots that show screens. */
export function screenSlots(slots: Slots): readonly number[] {
  return slots.flatMap((id, slot) => (id !== null && isScreen(id) ? [slot] : []));
}

function lastCamera(slots: Slots, ids: readonly StreamId[]): StreamId | undefined {
  const cameras = ids.filter((id) => !isScreen(id) && slots.includes(id));
  return cameras[cameras.length - 1];
}

function isScreen(id: StreamId): boolean {
  return id.endsWith('/screen');
}

export function emptySlots(count: number): Slots {
  return Array.from({ length: count }, () => null);
}
