import { useEffect, useRef } from 'react';

/**
 * Calls back when Escape is pressed, of all who wait for it one alone: what lies `over` others hears it first. A mini program has
 * no such key.
 */
export function useEscape(pressed: () => void, { over = false } = {}): void {
  const latest = useRef(pressed);
  latest.current = pressed;
  useEffect(() => {
    if (process.env.TARO_ENV === 'weapp') return;
    const heard = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', heard, over);
    return () => window.removeEventListener('keydown', heard, over);
  }, [over]);
}
