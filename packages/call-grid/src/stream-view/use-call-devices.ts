import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { CallDevices, DevicesView } from './call-devices.ts';

export const CallDevicesContext = createContext<CallDevices | null>(null);

/** The devices of the call around this component. It never changes. */
export function useCallDevices(): CallDevices {
  const devices = useContext(CallDevicesContext);
  if (!devices) throw new TypeError('No call around this part: wrap it in <CallSurface> or use <CallGrid>.');
  return devices;
}

export function useDevicesView<Selected>(select: (view: DevicesView) => Selected): Selected {
  return useStore(useCallDevices().store, select);
}
