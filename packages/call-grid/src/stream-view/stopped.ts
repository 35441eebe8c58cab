import type { Clock } from '@callgrid/core';

/** What a native context's `stop` takes. */
export interface StopOptions {
  readonly success: () => void;
  readonly fail: () => void;
}

/** Settles once `stop` said that it succeeded or failed, or after a second without a word. */
export function stopped(clock: Clock, stop: (options: StopOptions) => void): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(1_000, resolve);
    const done = () => {
      cancel();
      resolve();
    };
    try {
      stop({ success: done, fail: done });
    } catch {
      // An element that is gone need not be stopped, and the call must end.
      done();
    }
  });
}
