import { type RefObject, useEffect, useRef } from 'react';

/**
 * Whoever uses keys is in the element with this ref as soon as it is there, and back where they were when it goes; a mini
 * program has no keys.
 */
export function useFocusInside(): RefObject<HTMLElement> {
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    if (process.env.TARO_ENV === 'weapp') return;
    const { current: inside } = element;
    const { activeElement: before } = document;
    if (!inside?.parentElement) return;
    const focus = () => {
      if (!inside.contains(document.activeElement)) inside.focus({ preventScroll: true });
    };
    inside.tabIndex = -1;
    focus();
    // Taro's elements put their children where they belong a little later, and what is moved loses the focus.
    const moves = new MutationObserver(focus);
    moves.observe(inside.parentElement, { childList: true });
    return () => {
      moves.disconnect();
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return element;
}
