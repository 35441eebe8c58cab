import { useCallback, useRef } from 'react';

/**
 * The context of this view's native element, made once. WeChat ties a context to the page that is visible then: made
 * while the page is being left, it would not find the element any more. So ask for it as soon as the element is there.
 */
export function useNativeContext<Context>(make: () => Context): () => Context {
  const latest = useRef(make);
  latest.current = make;
  const made = useRef<Context | null>(null);
  return useCallback(() => {
    made.current ??= latest.current();
    return made.current;
  }, []);
}
