import type { StreamId } from '@callgrid/core';
import { useState } from 'react';
import { assignSlots, emptySlots, type Slots } from './slots.ts';

/** The streams that are seen, in their slots; there are so many slots at first. */
export function useSlots(ids: readonly StreamId[], count: number): Slots {
  const [slots, setSlots] = useState(() => assignSlots(emptySlots(count), ids));
  const next = assignSlots(slots, ids);
  if (next !== slots) setSlots(next);
  return next;
}
