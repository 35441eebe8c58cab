import { useState } from 'react';

/** What is large, or null for nothing, while these screens are shown. */
interface Focus {
  readonly slot: number | null;
  readonly screens: string;
}

/**
 * The slot that is large, and what makes another one so, or none. Somebody's screen is large by itself until the user
 * chooses; a screen that comes or goes ends that choice.
 */
export function useFocus(screens: readonly number[]): [number | null, (slot: number) => void] {
  const now = screens.join();
  const [kept, setFocus] = useState<Focus>({ slot: null, screens: '' });
  const focus = kept.screens === now ? kept : { slot: screens[0] ?? null, screens: now };
  if (focus !== kept) setFocus(focus);
  return [focus.slot, (slot) => setFocus({ slot: focus.slot === slot ? null : slot, screens: now })];
}
