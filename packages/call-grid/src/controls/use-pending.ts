import { useRef, useState } from 'react';

/** Runs one thing at a time: while its promise runs it is pending, and to run it again does nothing. */
export function usePending<Given extends readonly unknown[]>(
  act: (...given: Given) => Promise<unknown>,
): readonly [isPending: boolean, run: (...given: Given) => void] {
  const [isPending, setPending] = useState(false);
  const runs = useRef(false);
  const run = (...given: Given) => {
    if (runs.current) return;
    const set = (is: boolean) => {
      runs.current = is;
      setPending(is);
    };
    set(true);
    const done = () => set(false);
    act(...given).then(done, done);
  };
  return [isPending, run];
}
