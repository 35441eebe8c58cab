import { join } from 'node:path';
import { until } from '@callgrid/test-kit';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openServedPage, pictures, type ServedPage } from './served-page.ts';

describe('the compiled mini program in a story', () => {
  let served: ServedPage;
  let page: Page;

  beforeAll(async () => {
    served = await openServedPage({ width: 900, height: 1_060 });
    ({ page } = served);
  });
  afterAll(() => served?.close());
  beforeEach(() => {
    served.problems.length = 0;
  });

  const open = (story: string) =>
    page.goto(`${served.origin}/playground/iframe.html?id=mini-program--${story}&viewMode=story`);
  const phoneOf = (owner: string) => page.getByRole('figure', { name: `${owner}'s phone` });
  const screenOf = (owner: string) => phoneOf(owner).frameLocator('iframe[title]');
  const joins = (owner: string) => screenOf(owner).locator('#join').click();

  it('lets two phones join by their join pages and see each other, in pictures that move', async () => {
    await open('two-phones');
    await joins('Zoe');
    await joins('Yan');
    for (const [owner, other] of [
      ['Zoe', '2'],
      ['Yan', '1'],
    ] as const) {
      const screen = screenOf(owner);
      await screen.locator('wx-live-pusher canvas').waitFor();
      await screen.locator(`#callgrid-tile-${other} wx-live-player canvas`).waitFor();
      await moves(screen.locator('wx-live-pusher canvas'));
      await moves(screen.locator('wx-live-player canvas'));
      expect(await screen.locator('wx-live-player').count()).toBe(1);
    }
    await page.screenshot({ path: join(pictures, 'story-two-phones.png') });
    await nothingWentWrong(2);
  });

  it('shows on one phone what the other does, until it goes', async () => {
    const tile = screenOf('Yan').locator('#callgrid-tile-1');
    const muted = () => tile.getAttribute('class').then((it) => it?.includes('is-muted'));
    await screenOf('Zoe').locator('#callgrid-microphone').click();
    await until('the other phone shows it', muted);
    await screenOf('Zoe').locator('#callgrid-hang-up').click();
    await screenOf('Zoe').locator('#join').waitFor();
    await until(
      'the player is gone',
      async () => (await screenOf('Yan').locator('wx-live-player').count()) === 0,
    );
    await nothingWentWrong(2);
  });

  it('brings a phone back that lost its network', async () => {
    await open('two-phones');
    await joins('Zoe');
    await joins('Yan');
    const player = screenOf('Yan').locator('wx-live-player canvas');
    await player.waitFor();
    await phoneOf('Zoe').getByRole('button', { name: 'Lose network' }).click();
    await screenOf('Zoe').locator('wx-live-pusher canvas').waitFor({ state: 'hidden' });
    await phoneOf('Zoe').getByRole('button', { name: 'Wi-Fi' }).click();
    await moves(screenOf('Zoe').locator('wx-live-pusher canvas'));
    await nothingWentWrong(2);
  });

  it.each(['one-phone', 'small-phone'])('fits its screen in %s', async (story) => {
    await open(story);
    await joins('Zoe');
    const screen = screenOf('Zoe');
    await screen.locator('wx-live-player canvas').first().waitFor();
    const overflow = await screen
      .locator('body')
      .evaluate(
        ({ ownerDocument: { documentElement } }) => documentElement.scrollWidth - documentElement.clientWidth,
      );
    expect(overflow).toBe(0);
    await page.screenshot({ path: join(pictures, `story-${story}.png`) });
    await nothingWentWrong(1);
  });

  it('says what to run while the demo is not built', async () => {
    await page.route('**/mini-program.json', (route) => route.fulfill({ status: 404 }));
    await open('one-phone');
    await page.getByText('npm run build -- --filter=@callgrid/demo').waitFor();
    await page.unroute('**/mini-program.json');
  });

  /** The pixels of a drawn picture change. */
  async function moves(canvas: Locator): Promise<void> {
    const look = () => canvas.evaluate((it) => (it as HTMLCanvasElement).toDataURL());
    const before = await look();
    await until('the picture moves', async () => (await look()) !== before);
  }

  async function nothingWentWrong(phones: number): Promise<void> {
    expect(await page.locator('[data-errors="0"][data-violations="0"]').count()).toBe(phones);
    expect(served.problems).toEqual([]);
  }
});
