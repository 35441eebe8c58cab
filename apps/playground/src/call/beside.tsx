import { type ComponentType, createContext, type ReactElement, useContext } from 'react';
import { createPortal } from 'react-dom';

interface Beside {
  readonly Beside: ComponentType;
  readonly element: HTMLElement;
}

export const BesideContext = createContext<Beside | null>(null);

/** Renders what is shown beside the call where hooks find the call's room, grid and quality. */
export function BesideCall(): ReactElement | null {
  const shown = useContext(BesideContext);
  return shown && createPortal(<shown.Beside />, shown.element);
}
