import type { StreamId } from '@callgrid/core';

/** Which stream each slot shows. A slot is a place in the tree: a stream keeps its own for as long as it lives. */
export type Slots = readonly (StreamId | null)[];

/**
 * The slots after the room's streams became `ids`: whoever is gone frees a slot, whoever is new takes the first free
 * one, nobody moves. Streams beyond the last slot wait for one. The same array comes back when nothing changed.
 */
export function assignSlots(slots: Slots, ids: readonly StreamId[]): Slots {
  const next = slots.map((id) => (id !== null && ids.includes(id) ? id : null));
  for (const id of ids) {
    if (next.includes(id)) continue;
    const free = next.indexOf(null);
    if (free < 0) break;
    next[free] = id;
  }
  return next.every((id, slot) => id === slots[slot]) ? slots : next;
}

export function emptySlots(count: number): Slots {
  return Array.from({ length: count }, () => null);
}
