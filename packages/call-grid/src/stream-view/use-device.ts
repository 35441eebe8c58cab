import { useRoom } from '@callgrid/react';
import { useCallback, useLayoutEffect, useRef } from 'react';
import { answered, type Callbacks } from './answered.ts';
import { DeviceDriver, type DriverOptions, type SharedAction } from './device-driver.ts';
import { useCallDevices } from './use-call-devices.ts';

export interface DeviceOptions<State, Action, Step> extends DriverOptions<State, Action, Step> {
  /** Starts what the element does not start by itself, being there already. */
  restart(): void;
  stop(callbacks: Callbacks): void;
  switchCamera?(): Promise<void>;
  toggleTorch?(): Promise<void>;
  /** What else the element needs to go on. */
  revive?(): void;
  takeSpeaker?(): void;
}

/**
 * Runs a device's machine for as long as its element is there, and gives the function that tells it facts. Leaving the
 * tree stops the device before React takes the element out: without it some phones kept the camera on.
 */
export function useDevice<State, Action, Step extends { readonly type: string }>(
  options: DeviceOptions<State, Action, Step>,
): (action: Action | SharedAction) => void {
  const room = useRoom();
  const devices = useCallDevices();
  const latest = useRef(options);
  latest.current = options;
  const running = useRef<DeviceDriver<State, Action, Step> | null>(null);
  const mounts = useRef(0);

  useLayoutEffect(() => {
    const { clock } = devices.platform;
    const { initial, reduce } = latest.current;
    const driver = new DeviceDriver<State, Action, Step>(clock, {
      initial,
      reduce,
      perform: (step) => latest.current.perform(step),
      changed: (state) => latest.current.changed?.(state),
    });
    running.current = driver;
    let stopping: Promise<unknown> | undefined;
    const stop = () => {
      // What the device says while it stops must not start it again.
      driver.dispose();
      stopping ??= answered(clock, (how) => latest.current.stop(how));
      return stopping;
    };
    const ends = [
      devices.add({
        stop,
        ...(latest.current.switchCamera && { switchCamera: async () => latest.current.switchCamera?.() }),
        toggleTorch: async () => latest.current.toggleTorch?.(),
        rest: () => driver.dispatch({ type: 'hidden' }),
        revive: () => {
          latest.current.revive?.();
          driver.dispatch({ type: 'shown' });
        },
        takeSpeaker: () => latest.current.takeSpeaker?.(),
      }),
      driver.follow(room),
    ];
    driver.dispatch({ type: 'addressGiven' });
    // Only StrictMode mounts the same element twice, and the first time's end stopped it.
    if (++mounts.current > 1) latest.current.restart();
    return () => {
      for (const end of ends) end();
      stop();
      // Whoever shows what it does hears that it does nothing any more.
      latest.current.changed?.(latest.current.initial);
    };
  }, [room, devices]);

  return useCallback((action) => running.current?.dispatch(action), []);
}
