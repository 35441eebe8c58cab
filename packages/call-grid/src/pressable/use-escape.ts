import { useEffect, useRef } from 'react';

/** Calls back when Escape is pressed; a mini program has no such key. */
export function useEscape(pressed: () => void): void {
  const latest = useRef(pressed);
  latest.current = pressed;
  useEffect(() => {
    if (process.env.TARO_ENV === 'weapp') return;
    const heard = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') latest.current();
    };
    window.addEventListener('keydown', heard);
    return () => window.removeEventListener('keydown', heard);
  }, []);
}
