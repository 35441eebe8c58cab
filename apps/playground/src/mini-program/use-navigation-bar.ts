import { useEffect, useState } from 'react';
import type { NavigationBar } from './navigation-bar.ts';
import type { RunningPhone } from './use-phone.ts';

const REFRESH_MS = 200;
const EMPTY: NavigationBar = { title: '', canGoBack: false, background: '#000', colour: 'white' };

/** The bar above the phone's page: looked at now and then, as nothing tells of every page. */
export function useNavigationBar(running: RunningPhone): NavigationBar {
  const [bar, setBar] = useState(EMPTY);
  useEffect(() => {
    if (running.status !== 'running') return;
    const { phone, bars } = running;
    const timer = setInterval(() => {
      const now = bars.of(phone);
      setBar((before) => (JSON.stringify(before) === JSON.stringify(now) ? before : now));
    }, REFRESH_MS);
    return () => clearInterval(timer);
  }, [running]);
  return bar;
}
