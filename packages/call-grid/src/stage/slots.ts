import type { StreamId } from '@callgrid/core';

/** Which stream each slot shows. A slot is a place in the tree: a stream keeps its own for as long as it is seen. */
export type Slots = readonly (StreamId | null)[];

/**
 * The slots after the streams that are seen became `ids`: whoever is gone frees a slot, whoever is new takes the first
 * free one, or a new one; nobody moves. The same array comes back when nothing changed.
 */
export function assignSlots(slots: Slots, ids: readonly StreamId[]): Slots {
  const next = slots.map((id) => (id !== null && ids.includes(id) ? id : null));
  for (const id of ids) {
    if (next.includes(id)) continue;
    const free = next.indexOf(null);
    next[free < 0 ? next.length : free] = id;
  }
  const isSame = next.length === slots.length && next.every((id, slot) => id === slots[slot]);
  return isSame ? slots : next;
}

export function emptySlots(count: number): Slots {
  return Array.from({ length: count }, () => null);
}
