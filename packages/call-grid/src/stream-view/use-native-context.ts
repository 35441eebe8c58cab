import { useCallback, useLayoutEffect, useRef } from 'react';
import { afterPageUpdate } from './page.ts';

/**
 * The context of this view's native element, made as soon as the element is there. WeChat ties a context to the page
 * that is visible then: made while the page is being left, it would not find the element any more.
 */
export function useNativeContext<Context>(make: () => Context): () => Context {
  const latest = useRef(make);
  latest.current = make;
  const made = useRef<Context | null>(null);
  const get = useCallback(() => {
    made.current ??= latest.current();
    return made.current;
  }, []);
  useLayoutEffect(() => afterPageUpdate(get), [get]);
  return get;
}
