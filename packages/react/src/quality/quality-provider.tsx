import type { Clock } from '@callgrid/core';
import { createContext, type ReactElement, type ReactNode, useContext, useEffect, useState } from 'react';
import { QualityLog } from './quality-log.ts';

const QualityContext = createContext<QualityLog | null>(null);

interface QualityProviderProps {
  /** What the time is asked of, such as a platform's. */
  readonly clock: Clock;
  readonly children?: ReactNode;
}

/** Gathers for the hooks below it what pushers and players say of their streams. */
export function QualityProvider({ clock, children }: QualityProviderProps): ReactElement {
  const [log] = useState(() => new QualityLog(clock));
  useEffect(() => () => log.stop(), [log]);
  return <QualityContext.Provider value={log}>{children}</QualityContext.Provider>;
}

/** What devices say of the call around this component; whoever runs a device tells it. It never changes. */
export function useQualityLog(): QualityLog {
  const log = useContext(QualityContext);
  if (!log)
    throw new TypeError(
      'useQualityLog() found none: wrap this component in <QualityProvider clock={clock}>.',
    );
  return log;
}
