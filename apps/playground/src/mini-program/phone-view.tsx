import { type ReactElement, useRef } from 'react';
import { DeviceFrame } from '../device/device-frame.tsx';
import { devices } from '../device/devices.ts';
import { PhonePanel } from './phone-panel.tsx';
import { useNavigationBar } from './use-navigation-bar.ts';
import { type PhoneOwner, usePhone } from './use-phone.ts';

/** One phone that runs the mini program, in its case, with what can happen to a phone below. */
export function PhoneView(owner: PhoneOwner): ReactElement {
  const screen = useRef<HTMLDivElement>(null);
  const running = usePhone(screen, owner);
  const bar = useNavigationBar(running);
  return (
    <figure className='phone' aria-label={`${owner.name}'s phone`}>
      <DeviceFrame
        device={devices[owner.device]}
        bar={bar}
        onBack={() => running.status === 'running' && running.phone.back()}
      >
        <div ref={screen} style={{ height: '100%' }} />
      </DeviceFrame>
      <figcaption>
        {running.status === 'running' && <PhonePanel phone={running.phone} />}
        {running.status === 'failed' && running.why}
      </figcaption>
    </figure>
  );
}
