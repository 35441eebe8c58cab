import type { InProcessGateway } from '@callgrid/gateway/in-process';
import { launchPhone, type PackedApp, type PagePhone } from '@callgrid/phone/browser';
import { type RefObject, useLayoutEffect, useState } from 'react';
import { type DeviceName, devices } from '../device/devices.ts';
import { gatewaySocket } from './gateway-socket.ts';
import { showLivePictures } from './live-pictures.ts';
import { NavigationBars } from './navigation-bar.ts';

export interface PhoneOwner {
  readonly app: PackedApp;
  readonly gateway: InProcessGateway;
  readonly device: DeviceName;
  readonly uid: string;
  /** Entered on the join page already. */
  readonly name: string;
  readonly room: string;
  /** As the system's settings say. */
  readonly language: Language;
}

export type Language = 'en' | 'zh_CN';

/** starting → running | failed */
export type RunningPhone =
  | { readonly status: 'starting' }
  | { readonly status: 'running'; readonly phone: PagePhone; readonly bars: NavigationBars }
  | { readonly status: 'failed'; readonly why: string };

/** A phone in the element, from when it is there until it goes. */
export function usePhone(
  screen: RefObject<HTMLElement | null>,
  { app, gateway, device, uid, name, room, language }: PhoneOwner,
): RunningPhone {
  const [state, setState] = useState<RunningPhone>({ status: 'starting' });
  // As a layout effect it ends before the element goes: the mini program leaves its room while it has a screen.
  useLayoutEffect(() => {
    const bars = new NavigationBars(app);
    let end = () => {};
    let over = false;
    const begin = async (container: HTMLElement) => {
      const phone = await launchPhone({
        app,
        container,
        openSocket: gatewaySocket(gateway),
        device: { ...devices[device], language },
        storage: entered({ uid, name, room }),
        ui: (api, args) => bars.heed(api, args),
      });
      if (over) return void phone.close();
      const stopPictures = showLivePictures(phone, gateway);
      end = () => {
        stopPictures();
        void phone.close();
      };
      setState({ status: 'running', phone, bars });
    };
    begin(screen.current!).catch((error: unknown) => setState({ status: 'failed', why: String(error) }));
    return () => {
      over = true;
      end();
      setState({ status: 'starting' });
    };
  }, [screen, app, gateway, device, uid, name, room, language]);
  return state;
}

/** As the demo keeps it in the phone's storage. */
function entered({ uid, name, room }: Pick<PhoneOwner, 'uid' | 'name' | 'room'>): Map<string, string> {
  return new Map([
    ['callgrid-uid', JSON.stringify(uid)],
    ['callgrid-settings', JSON.stringify({ room, name, camera: true, microphone: true })],
  ]);
}
