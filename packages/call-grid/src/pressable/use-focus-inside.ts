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
    if (!inside) return;
    inside.tabIndex = -1;
    inside.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return element;
}
