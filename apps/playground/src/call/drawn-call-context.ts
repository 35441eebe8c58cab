import { createContext, useContext } from 'react';
import type { DrawnCall } from './drawn-call.ts';

export const DrawnCallContext = createContext<DrawnCall | null>(null);

/** The drawn call around this component. */
export function useDrawnCall(): DrawnCall {
  const call = useContext(DrawnCallContext);
  if (!call) throw new TypeError('No drawn call around this: wrap it in <DrawnCallContext.Provider>.');
  return call;
}
