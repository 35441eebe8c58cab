import type { PhoneWindow } from '../platform/phone-platform.ts';
import type { Timers } from './timers.ts';

/**
 * The DOM names that glass-easel reads as globals. They reach it as parameters of the runtime script,
 * because the mini program in the same realm must not see a DOM.
 */
export const REALM_PARAMETERS = [
  'window',
  'document',
  'Event',
  'MouseEvent',
  'requestAnimationFrame',
  'IntersectionObserver',
  'matchMedia',
  'CSSStyleRule',
  'CSSMediaRule',
  'CSSLayerBlockRule',
  'CSSConditionRule',
] as const;

/** The arguments for these parameters: the window's own, but for the frames, which come by the phone's clock. */
export function realmArguments(window: PhoneWindow, timers: Timers): unknown[] {
  const own = window as unknown as Record<string, unknown>;
  return REALM_PARAMETERS.map((name) => {
    if (name === 'requestAnimationFrame') return (run: () => void) => timers.setTimeout(run, 0);
    return name === 'window' ? window : own[name];
  });
}
