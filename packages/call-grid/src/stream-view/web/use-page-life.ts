import { useRoom } from '@callgrid/react';
import { useEffect } from 'react';

/**
 * Leaves with the page, so that nobody waits for one who has closed it: a connection that just ends may come back. So may
 * a page that the browser keeps (`persisted`), with its seat and its media.
 */
export function usePageLife(): void {
  const room = useRoom();
  useEffect(() => {
    const leave = ({ persisted }: PageTransitionEvent) => {
      if (!persisted) void room.leave();
    };
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, [room]);
}
