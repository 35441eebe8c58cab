import { useRoom } from '@callgrid/react';
import { useEffect } from 'react';

/** Leaves with the page, so that nobody waits for one who has closed it: a connection that just ends may come back. */
export function usePageLife(): void {
  const room = useRoom();
  useEffect(() => {
    const leave = () => void room.leave();
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, [room]);
}
