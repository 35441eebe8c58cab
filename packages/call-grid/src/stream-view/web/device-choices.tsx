import type { DeviceSort } from '@callgrid/core/web';
import { type ReactElement, useEffect } from 'react';
import { useMedia, useMediaView } from './use-media.ts';
import { useWebTexts } from './web-texts.ts';

/** Which microphone, camera and speaker are used. */
export function DeviceChoices(): ReactElement {
  const media = useMedia();
  const isEmpty = useMediaView(
    ({ devices: { camera, microphone } }) => camera.length + microphone.length === 0,
  );
  const texts = useWebTexts();
  useEffect(() => void media.local.list(), [media]);
  return (
    <div className='callgrid-choice is-tall'>
      {isEmpty && <p className='callgrid-device-choice'>{texts.noDevices}</p>}
      <DeviceChoice sort='microphone' />
      <DeviceChoice sort='camera' />
      {'setSinkId' in HTMLMediaElement.prototype && <DeviceChoice sort='speaker' />}
    </div>
  );
}

function DeviceChoice({ sort }: { readonly sort: DeviceSort }): ReactElement | null {
  const media = useMedia();
  const devices = useMediaView((view) => view.devices[sort]);
  const inUse = useMediaView((view) => view.inUse[sort]);
  const texts = useWebTexts();
  if (devices.length === 0) return null;
  return (
    <label className='callgrid-device-choice'>
      <span>{texts.sort[sort]}</span>
      <select
        id={`callgrid-choose-${sort}`}
        value={inUse ?? devices[0]?.id}
        onChange={({ target }) => media.choose(sort, target.value)}
      >
        {devices.map(({ id, label }, index) => (
          <option key={id} value={id}>
            {label || texts.unnamed(sort, index + 1)}
          </option>
        ))}
      </select>
    </label>
  );
}
