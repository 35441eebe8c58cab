import {
  type BackgroundAction,
  type BackgroundStep,
  inForeground,
  mediaKinds,
  reduceBackground,
  refusedDevices,
} from '@callgrid/core';
import { useRoom } from '@callgrid/react';
import { useEffect, useRef } from 'react';
import { afterPageUpdate } from '../stream-view/page.ts';
import { askAllowed } from '../stream-view/screen.ts';
import { useCallDevices } from '../stream-view/use-call-devices.ts';

export interface BackgroundEnds {
  /** Stop, take the elements away, leave the room. */
  leave(): void;
  rejoin(): void;
}

/** Carries the call through whatever takes the user's attention or a device from it; `docs/background.md` says how. */
export function useBackground(ends: BackgroundEnds): void {
  const room = useRoom();
  const devices = useCallDevices();
  const latest = useRef(ends);
  latest.current = ends;

  useEffect(() => {
    const { platform } = devices;
    let state = inForeground;
    const dispatch = (action: BackgroundAction) => {
      const result = reduceBackground(state, action);
      state = result.state;
      for (const step of result.steps) perform(step);
      const refused = refusedDevices(state);
      if (refused.join() !== devices.store.getState().refused.join()) devices.store.setState({ refused });
    };
    const muted = () => room.store.getState().local.muted;

    function perform(step: BackgroundStep): void {
      switch (step.type) {
        case 'mute':
        case 'unmute':
          // What the gateway did not hear now it hears on reconnect.
          room[step.type](step.kind).catch(() => {});
          return;
        case 'leave':
          return latest.current.leave();
        case 'rejoin':
          return latest.current.rejoin();
        case 'rest':
          return devices.rest();
        case 'revive':
          // What was muted before it must have reached the elements.
          return afterPageUpdate(() => devices.revive());
        case 'takeSpeaker':
          return devices.takeSpeaker();
        case 'askSettings':
          return askAllowed(refusedDevices(state), (device) => dispatch({ type: 'allowed', device }));
      }
    }

    const stops = [
      platform.onVisibilityChanged((visible) => dispatch({ type: visible ? 'shown' : 'hidden' })),
      platform.onInterruptionChanged((interrupted) =>
        dispatch(interrupted ? { type: 'interrupted', muted: muted() } : { type: 'interruptionOver' }),
      ),
      devices.onTold((fact) => {
        if (fact.type === 'settingsReturned') perform({ type: 'askSettings' });
        else dispatch(fact.type === 'refused' ? { ...fact, muted: muted() } : fact);
      }),
      room.store.subscribe(({ local }, before) => {
        for (const kind of mediaKinds) {
          if (before.local.muted[kind] && !local.muted[kind]) dispatch({ type: 'unmuted', kind });
        }
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [room, devices]);
}
