import { expect, it } from 'vitest';
import { miniProgram } from '../../../test/mini-program.ts';
import { launchPhone } from '../../index.ts';

it('takes any text but the empty one for true, as a phone does', async () => {
  const phone = await launchPhone({
    dist: miniProgram(
      'this.setData({ off: false });',
      `<live-pusher url="rtmp://host/a" autopush="true" muted="false" enable-mic="{{off}}" mirror="" />
       <live-player src="rtmp://host/b" autoplay= "true" auto-pause-if-navigate="{{off}}" min-cache="0.2" />`,
    ),
  });
  const [pusher, player] = phone.natives();
  expect(pusher?.props).toMatchObject({ autopush: true, muted: true, enableMic: false, mirror: false });
  expect(player?.props).toMatchObject({ autoplay: true, autoPauseIfNavigate: false, minCache: '0.2' });
  await phone.until(() => phone.natives().every(({ state }) => state.status === 'live'));
  expect(phone.errors).toEqual([]);
  await phone.close();
});
