import type { RefusedDevice } from '@callgrid/core';
import type { DeviceErrorCode } from '@callgrid/core/web';
import { useRoom } from '@callgrid/react';
import type { ReactElement } from 'react';
import { Notice } from '../../banner/notice.tsx';
import { useTexts } from '../../locale/use-texts.ts';
import { Pressable } from '../../pressable/pressable.tsx';
import { useMedia, useMediaView, useScreen } from './use-media.ts';
import { useWebTexts } from './web-texts.ts';

/** Why a browser's camera, microphone or screen cannot be had, or that another took its place. */
export function DeviceNotices(): ReactElement {
  const room = useRoom();
  const media = useMedia();
  const problems = useMediaView((view) => view.problems);
  const replaced = useMediaView((view) => view.replaced);
  const unsent = useMediaView((view) => view.unsent.camera ?? view.unsent.screen);
  const screen = useScreen();
  const texts = useWebTexts();
  const { tryAgain: again } = useTexts();
  const { camera, microphone } = problems;
  const tryAgain = (devices: readonly RefusedDevice[]) => {
    // What was refused was muted: unmuted, it is asked for again.
    for (const device of devices) room.unmute(device === 'camera' ? 'video' : 'audio').catch(() => {});
  };
  const problem = (code: DeviceErrorCode, what: 'camera' | 'microphone' | 'both') => {
    const devices = what === 'both' ? (['camera', 'microphone'] as const) : [what];
    return (
      <Notice key={what} urgent text={texts.problem[code][what]}>
        {code !== 'device/insecure' && (
          <Pressable
            id={`callgrid-try-${what}`}
            className='callgrid-action'
            label={again}
            onPress={() => tryAgain(devices)}
          >
            {again}
          </Pressable>
        )}
        <Pressable
          id={`callgrid-dismiss-${what}`}
          className='callgrid-action is-quiet'
          label={texts.dismiss}
          onPress={() => media.dismiss(devices)}
        >
          {texts.dismiss}
        </Pressable>
      </Notice>
    );
  };
  return (
    <>
      {camera && camera === microphone ? (
        problem(camera, 'both')
      ) : (
        <>
          {camera && problem(camera, 'camera')}
          {microphone && problem(microphone, 'microphone')}
        </>
      )}
      {unsent && <Notice urgent text={texts.unsent[unsent]} />}
      {replaced && <Notice text={texts.replaced(replaced.device, replaced.by.label)} />}
      {screen.status === 'off' && screen.problem && <Notice urgent text={texts.screenProblem} />}
    </>
  );
}
