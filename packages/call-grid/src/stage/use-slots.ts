import { useRemoteStreamIds } from '@callgrid/react';
import { useState } from 'react';
import { assignSlots, emptySlots, type Slots } from './slots.ts';

/** The remote streams in their slots. Renders again when one comes or goes. */
export function useSlots(count: number): Slots {
  const ids = useRemoteStreamIds();
  const [slots, setSlots] = useState(() => assignSlots(emptySlots(count), ids));
  const next = assignSlots(slots, ids);
  if (next !== slots) setSlots(next);
  return next;
}
