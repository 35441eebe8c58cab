import { useRoom } from '@callgrid/react';
import { useEffect, useRef } from 'react';
import { useCallDevices } from '../use-call-devices.ts';

/** What a publisher and a player have in common. */
interface Session {
  stats(): Promise<object | null>;
  doubt(): void;
}

/** How often a device says what it sends or plays, in milliseconds: about as often as WeChat's do. */
const STATS_EVERY = 2_000;

/** Tells what a session measures, and lets it look twice after the gateway was away. */
export function useSessionCare(session: () => Session | null, measured: (numbers: object) => void): void {
  const room = useRoom();
  const { clock } = useCallDevices().platform;
  const latest = useRef({ session, measured });
  latest.current = { session, measured };
  useEffect(() => {
    let cancel = () => {};
    let over = false;
    const look = async () => {
      const numbers = await latest.current
        .session()
        ?.stats()
        .catch(() => null);
      if (numbers) latest.current.measured(numbers);
      if (!over) cancel = clock.after(STATS_EVERY, look);
    };
    cancel = clock.after(STATS_EVERY, look);
    const stop = room.on('reconnected', () => latest.current.session()?.doubt());
    return () => {
      over = true;
      cancel();
      stop();
    };
  }, [room, clock]);
}
