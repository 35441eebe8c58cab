import { findPlayer, hears, isLike, type Part, sees } from '@callgrid/start';
import { until } from '@callgrid/test-kit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MixedCall, seenByBrowsers, startMixedCall } from './mixed-call.ts';
import { seenBy } from './phone-call.ts';

/** Its end is seen within this, in milliseconds. */
const END_WITHIN = 1_000;
/** On a machine that does much else meanwhile, in milliseconds. */
const SEEN_WITHIN = 15_000;

describe('a screen that a browser shows to a phone and to another browser', () => {
  let call: MixedCall;
  let screen: Part;

  beforeAll(async () => {
    call = await startMixedCall({ phones: 1, browsers: 2 });
    await call.whole(40_000);
    screen = { ...call.browsers[0]!.part, colour: '#00897b', tone: 930 };
    await fakeScreen(sharer(), screen);
  }, 120_000);
  afterAll(() => call?.stop());

  it('is seen and heard by both in a second player, beside the camera', async () => {
    await sharer().click('#callgrid-share-screen');
    const { phone } = call.phones[0]!;
    await Promise.all([
      until(
        'the phone sees and hears the screen',
        () => {
          const player = phone
            .natives()
            .find(({ props }) => String(props.src).includes(`/${screen.uid}-screen-`));
          return sees(player, screen) && hears(player, screen);
        },
        SEEN_WITHIN,
      ),
      until(
        'the browser sees and hears the screen',
        async () => {
          const look = await lookAtScreen();
          return look !== null && isLike(look, screen);
        },
        SEEN_WITHIN,
      ),
    ]);
    const { part } = call.browsers[0]!;
    await Promise.all([
      seenBy(call.phones, { part }, part, SEEN_WITHIN),
      seenByBrowsers([call.browsers[1]!], part, SEEN_WITHIN),
    ]);
  });

  it('has most of the stage, on the phone too', async () => {
    const width = await viewer().evaluate((id) => {
      const slot = document.getElementById(id)!.parentElement!;
      return slot.clientWidth / slot.parentElement!.clientWidth;
    }, tileOfScreen());
    expect(width).toBeGreaterThan(0.7);
    const { phone } = call.phones[0]!;
    expect(phone.exists(`.is-large > #${tileOfScreen()}`)).toBe(true);
  });

  it('is gone for both within a second after its user ended it in the browser’s own bar', async () => {
    const { phone } = call.phones[0]!;
    const began = Date.now();
    await sharer().evaluate(() => window.endScreen?.());
    const took = await Promise.all([
      until('the phone sees its end', () => !phone.exists(`#${tileOfScreen()}`)).then(
        () => Date.now() - began,
      ),
      until('the browser sees its end', async () => (await viewer().$(`#${tileOfScreen()}`)) === null).then(
        () => Date.now() - began,
      ),
    ]);
    expect(Math.max(...took)).toBeLessThanOrEqual(END_WITHIN);
    expect(findPlayer(phone.natives(), screen)).toBeDefined();
  });

  it('can be shown again, and ends with a page that is left', async () => {
    await sharer().click('#callgrid-share-screen');
    await until('the phone shows it again', () => call.phones[0]!.phone.exists(`#${tileOfScreen()}`));
    await sharer().reload();
    await until('the phone sees its end', () => !call.phones[0]!.phone.exists(`#${tileOfScreen()}`));
    await call.whole(20_000);
  });

  const sharer = (): Page => call.browsers[0]!.page;
  const viewer = (): Page => call.browsers[1]!.page;
  const tileOfScreen = () => `callgrid-tile-${screen.uid}-screen`;
  const lookAtScreen = () =>
    viewer().evaluate((selector) => window.lookAt?.(selector) ?? null, `#${tileOfScreen()} video`);
});

declare global {
  interface Window {
    /** As the browser's own "stop sharing". */
    endScreen?(): void;
  }
}

/** What `getDisplayMedia` gives from now on: one colour that moves a little, and one tone. */
async function fakeScreen(page: Page, { colour, tone }: Part): Promise<void> {
  await page.evaluate(
    ([paint, hertz]) => {
      navigator.mediaDevices.getDisplayMedia = async () => {
        const canvas = document.createElement('canvas');
        canvas.width = 1_280;
        canvas.height = 720;
        const pen = canvas.getContext('2d')!;
        let frame = 0;
        const timer = setInterval(() => {
          pen.fillStyle = paint;
          pen.fillRect(0, 0, 1_280, 720);
          pen.fillStyle = '#fff';
          pen.fillRect((frame++ * 8) % 1_280, 0, 32, 32);
        }, 60);
        const context = new AudioContext();
        const oscillator = new OscillatorNode(context, { frequency: hertz });
        const sound = context.createMediaStreamDestination();
        oscillator.connect(sound);
        oscillator.start();
        const stream = canvas.captureStream(15);
        for (const track of sound.stream.getAudioTracks()) stream.addTrack(track);
        window.endScreen = () => {
          clearInterval(timer);
          for (const track of stream.getTracks()) {
            track.stop();
            track.dispatchEvent(new Event('ended'));
          }
        };
        return stream;
      };
    },
    [colour, tone] as const,
  );
}
