import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { MenuChoice } from '../menu/menu-choice.tsx';
import { MenuStepper } from '../menu/menu-stepper.tsx';
import { beautyStyles, filters, MAX_BEAUTY, qualities } from '../stream-view/media-settings.ts';
import { useCallDevices } from '../stream-view/use-call-devices.ts';
import { useMediaSettings } from '../stream-view/use-media-settings.ts';
import { webParts } from '../stream-view/web-parts.ts';
import { usePending } from './use-pending.ts';

/** How the own picture is captured and sent. */
export function PictureChoices(): ReactElement {
  const devices = useCallDevices();
  const { capabilities, quality, beauty, beautyLevel, filter, change: set } = useMediaSettings();
  const texts = useTexts();
  const [isChanging, change] = usePending(set);
  return (
    <>
      {webParts && devices.media && <webParts.DeviceChoices />}
      <MenuChoice
        id='quality'
        title={texts.quality.title}
        options={qualities}
        names={texts.quality}
        value={quality}
        busy={isChanging}
        onChoose={(chosen) => change({ quality: chosen })}
      />
      {capabilities.beauty && (
        <MenuChoice
          id='beauty'
          title={texts.beauty.title}
          options={beautyStyles}
          names={texts.beauty}
          value={beauty}
          onChoose={(chosen) => change({ beauty: chosen })}
        />
      )}
      {capabilities.beauty && beauty !== 'off' && (
        <MenuStepper
          id='beauty'
          title={texts.beauty.level}
          less={texts.beauty.less}
          more={texts.beauty.more}
          value={beautyLevel}
          max={MAX_BEAUTY}
          onChange={(level) => change({ beautyLevel: level })}
        />
      )}
      {capabilities.filters && (
        <MenuChoice
          id='filter'
          title={texts.filter.title}
          options={filters}
          names={texts.filter}
          value={filter}
          onChoose={(chosen) => change({ filter: chosen })}
        />
      )}
    </>
  );
}
