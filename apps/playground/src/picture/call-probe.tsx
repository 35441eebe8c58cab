import { useGrid, useRoom } from '@callgrid/react';
import { useEffect } from 'react';
import { useDrawnCall } from '../call/drawn-call-context.ts';

/** Lets the drawn call reach into the call that is shown, from the first picture in it on. */
export function CallProbe(): null {
  const call = useDrawnCall();
  const room = useRoom();
  const grid = useGrid();
  useEffect(() => {
    call.inside = { room, grid };
  }, [call, room, grid]);
  return null;
}
