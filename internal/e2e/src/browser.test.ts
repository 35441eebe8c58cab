import { join } from 'node:path';
import { castParts } from '@callgrid/start';
import { until } from '@callgrid/test-kit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, type PhoneCall, pusherOf, ROOM, startPhoneCall, tiles } from './phone-call.ts';
import { openServedPage, pictures, type ServedPage } from './served-page.ts';

const COLOUR_TOLERANCE = 40;

describe('a browser in a call of three phones', () => {
  let call: PhoneCall;
  let served: ServedPage;
  let page: Page;

  beforeAll(async () => {
    call = await startPhoneCall({ phones: 3 });
    served = await openServedPage({ width: 390, height: 844 });
    ({ page } = served);
  });
  afterAll(async () => {
    await served?.close();
    await call?.stop();
  });

  it('joins by the join page and sees the colour of every phone', async () => {
    await page.goto(`${served.origin}/`);
    for (const [id, value] of [
      ['gateway', call.gateway.url],
      ['room', ROOM],
      ['name', 'Browser'],
    ]) {
      await page.locator(`#${id} input, input#${id}`).first().fill(value!);
    }
    await page.locator('#join').click();
    await seesEverybody();
    // This gateway is without WebRTC: the browser watches by FLV and says so; neither it nor the phones have a tile of it.
    await page.locator('.callgrid-notice', { hasText: 'Nobody sees or hears you' }).waitFor();
    await until('it has no tile of its own', async () => (await tileCount()) === 3);
    expect(call.callers.map(tiles)).toEqual([3, 3, 3]);
    await screenshots('join');
  });

  it('joins by the address of the room page', async () => {
    const query = `room=${ROOM}&name=Browser&gateway=${encodeURIComponent(call.gateway.url)}`;
    await page.goto('about:blank');
    await page.goto(`${served.origin}/#/pages/room/index?${query}`);
    await seesEverybody();
    await screenshots('call');
  });

  it('shows that a microphone is off, and that it is on again', async () => {
    const [ann] = call.callers as [Caller];
    const icon = page.locator(`#callgrid-tile-${ann.part.uid} .callgrid-tile-microphone`);
    const image = () => icon.evaluate((it) => getComputedStyle(it).backgroundImage);
    const on = await image();
    ann.phone.tap('#callgrid-microphone');
    await until('another icon is shown', async () => (await image()) !== on);
    ann.phone.tap('#callgrid-microphone');
    await until('the first icon is back', async () => (await image()) === on);
  });

  it('follows when a phone comes back after a crash of its pusher', async () => {
    const [ann] = call.callers as [Caller];
    const before = pusherOf(ann).state.codes.length;
    pusherOf(ann).kill();
    await until('ann pushes again', () => pusherOf(ann).state.codes.slice(before).at(-1)?.code === 1002);
    await seesEverybody();
    expect(served.problems).toEqual([]);
  });

  const tileCount = () => page.locator('.callgrid-tile').count();

  /** Every phone's colour is in its video, in a picture newer than this call. */
  async function seesEverybody(): Promise<void> {
    const begun = new Map<string, number>();
    for (const { uid, colour } of castParts(3)) {
      let last: unknown;
      await until(
        `the browser sees ${colour} of ${uid}`,
        async () => {
          const seen = await look(uid);
          last = seen;
          if (!seen) return false;
          if (!begun.has(uid)) begun.set(uid, seen.time);
          const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
          const isColour = seen.colour.every((it, i) => Math.abs(it - wanted[i]!) <= COLOUR_TOLERANCE);
          return isColour && seen.time > begun.get(uid)!;
        },
        20_000,
      ).catch((error: Error) => {
        throw new Error(`${error.message}; last ${JSON.stringify(last)}; ${served.problems.join(', ')}`);
      });
    }
  }

  /** The average colour of the middle of somebody's video, and how far it has played. */
  function look(uid: string): Promise<{ colour: number[]; time: number } | null> {
    return page.evaluate((id) => {
      const video = document.querySelector<HTMLVideoElement>(`#callgrid-tile-${id} video`);
      if (!video || video.readyState < 2) return null;
      const canvas = document.createElement('canvas');
      canvas.width = 1;
      canvas.height = 1;
      const context = canvas.getContext('2d')!;
      const { videoWidth: width, videoHeight: height } = video;
      context.drawImage(video, width / 4, height / 4, width / 2, height / 2, 0, 0, 1, 1);
      return { colour: [...context.getImageData(0, 0, 1, 1).data].slice(0, 3), time: video.currentTime };
    }, uid);
  }

  async function screenshots(name: string): Promise<void> {
    for (const [width, height] of [
      [1_280, 800],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: join(pictures, `${name}-${width}.png`) });
    }
  }
});
