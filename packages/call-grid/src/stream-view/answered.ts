import type { Clock } from '@callgrid/core';

/** What a native context's methods take. */
export interface Callbacks {
  readonly success: () => void;
  readonly fail: () => void;
}

/** Settles once a native context said that it succeeded or failed, or after a second without a word; gives whether it succeeded. */
export function answered(clock: Clock, ask: (callbacks: Callbacks) => void): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(1_000, () => resolve(false));
    const done = (is: boolean) => () => {
      cancel();
      resolve(is);
    };
    try {
      ask({ success: done(true), fail: done(false) });
    } catch {
      // An element that is gone need not be stopped, and the call must end.
      done(false)();
    }
  });
}
