import { useRoom } from '@callgrid/react';
import { useEffect } from 'react';
import { useCallDevices, useDevicesView } from '../stream-view/use-call-devices.ts';

/**
 * Leaves the room when an Android user closed the float window (code 5001), which stopped the camera for good, and
 * joins again when the app is shown.
 */
export function useReturn(joinAgain: () => void): void {
  const room = useRoom();
  const devices = useCallDevices();
  const away = useDevicesView((view) => view.away);
  useEffect(() => {
    if (!away) return;
    const gone = devices.stopAll().then(() => room.leave());
    let returning = false;
    return devices.platform.onVisibilityChanged((visible) => {
      // Shown again while the first return is still under way.
      if (!visible || returning) return;
      returning = true;
      gone.then(() => {
        devices.store.setState({ away: false });
        joinAgain();
      });
    });
  }, [away, devices, room, joinAgain]);
}
