import type { PhoneClock } from './phone-clock.ts';

/** Calls `run` each `ms` milliseconds, at least 1, until the returned function is called. */
export function every(clock: PhoneClock, ms: number, run: () => void): () => void {
  const span = Math.max(1, ms);
  let cancel = () => {};
  const arm = () => {
    cancel = clock.after(span, () => {
      // Armed first, so that `run` may stop it.
      arm();
      run();
    });
  };
  arm();
  return () => cancel();
}
