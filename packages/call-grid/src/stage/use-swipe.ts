import { useGrid } from '@callgrid/react';
import { useMemo } from 'react';

/** How far a finger goes, in pixels, and how much farther sideways than up or down, to turn a page. */
const FAR = 60;
const STRAIGHT = 1.5;

interface Finger {
  readonly pageX: number;
  readonly pageY: number;
}

/** What a touch has in mini programs and in browsers alike; Taro's types leave it out. */
interface Touch {
  readonly touches: ArrayLike<Finger>;
  readonly changedTouches: ArrayLike<Finger>;
}

interface Swipe {
  onTouchStart(event: unknown): void;
  onTouchEnd(event: unknown): void;
}

/** Turns the page when a finger is drawn across the stage. */
export function useSwipe(): Swipe {
  const grid = useGrid();
  return useMemo(() => {
    let began: Finger | undefined;
    return {
      onTouchStart: (event) => {
        const { touches } = event as Touch;
        began = touches.length === 1 ? touches[0] : undefined;
      },
      onTouchEnd: (event) => {
        const ended = (event as Touch).changedTouches[0];
        if (!began || !ended) return;
        const [x, y] = [ended.pageX - began.pageX, ended.pageY - began.pageY];
        began = undefined;
        if (Math.abs(x) < FAR || Math.abs(x) < STRAIGHT * Math.abs(y)) return;
        grid.turnTo(grid.store.getState().page + (x < 0 ? 1 : -1));
      },
    };
  }, [grid]);
}
