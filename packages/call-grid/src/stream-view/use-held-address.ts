import type { Address } from '@callgrid/core';
import { useEffect, useState } from 'react';
import { useCallDevices } from './use-call-devices.ts';

/**
 * The address of an own stream, kept until its pusher has stopped: first stop, then clear the address. The other order
 * left the camera on on some Android phones.
 */
export function useHeldAddress(address: Address | null): Address | null {
  const devices = useCallDevices();
  const [held, setHeld] = useState(address);
  useEffect(() => {
    if (held?.url === address?.url) return;
    if (!held) return setHeld(address);
    let current = true;
    devices.stopPusher().then(() => {
      if (current) setHeld(address);
    });
    return () => {
      current = false;
    };
  }, [devices, held, address]);
  return held;
}
