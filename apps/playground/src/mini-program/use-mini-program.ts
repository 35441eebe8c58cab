import type { PackedApp } from '@callgrid/phone/browser';
import { useEffect, useState } from 'react';

export type MiniProgram =
  | { readonly status: 'loading' }
  | { readonly status: 'loaded'; readonly app: PackedApp }
  | { readonly status: 'absent'; readonly why: string };

/** The compiled demo, which lies beside the stories once it is built. */
export function useMiniProgram(): MiniProgram {
  const [known, setKnown] = useState<MiniProgram>({ status: 'loading' });
  useEffect(() => {
    const stop = new AbortController();
    load(stop.signal).then(setKnown, (error: unknown) => {
      if (!stop.signal.aborted) setKnown({ status: 'absent', why: String(error) });
    });
    return () => stop.abort();
  }, []);
  return known;
}

async function load(signal: AbortSignal): Promise<MiniProgram> {
  const response = await fetch('./mini-program.json', { signal });
  if (response.status === 404) return { status: 'absent', why: 'The demo is not built for WeChat yet.' };
  if (!response.ok) throw new Error(await response.text());
  return { status: 'loaded', app: (await response.json()) as PackedApp };
}
