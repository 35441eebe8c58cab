import type { Page } from 'playwright-core';
import type { ServedPage } from './served-page.ts';

/** How long a story may take until it stands, in ms. */
const STANDS_WITHIN = 15_000;

/** What the toolbar chooses; see `apps/playground/src/toolbar.ts`. */
export interface StoryGlobals {
  readonly theme?: 'light' | 'dark';
  readonly device?: string;
  readonly language?: 'en' | 'zh-CN';
}

/** Loads a story whose clock stands still once its script has ended, and waits until it does. */
export async function openStory(
  { origin, page }: ServedPage,
  id: string,
  globals: StoryGlobals = {},
): Promise<void> {
  // axe would take half of the time, and nobody reads here what it says.
  const fixed = { clock: 'still', 'a11y.manual': '!true' };
  const chosen = Object.entries({ ...globals, ...fixed }).map(([name, value]) => `${name}:${value}`);
  await page.goto(
    `${origin}/playground/iframe.html?id=${id}&viewMode=story&globals=${encodeURIComponent(chosen.join(';'))}`,
  );
  await stands(page);
}

/** Shows another story in the page that has one already: much faster than loading it. */
export async function changeStory(page: Page, id: string): Promise<void> {
  await page.evaluate((storyId) => {
    document.querySelector('[data-ready]')?.removeAttribute('data-ready');
    const { __STORYBOOK_ADDONS_CHANNEL__: channel } = window as unknown as {
      __STORYBOOK_ADDONS_CHANNEL__: { emit(event: string, payload: object): void };
    };
    channel.emit('setCurrentStory', { storyId, viewMode: 'story' });
  }, id);
  await stands(page);
}

/** The script has ended, and nothing moves any more. */
async function stands(page: Page): Promise<void> {
  await page.locator('[data-ready]').waitFor({ timeout: STANDS_WITHIN });
  await settled(page);
}

/** Waits until the boxes of the call have stayed the same for some frames. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const look = () =>
      [...document.querySelectorAll('.callgrid, .callgrid *')]
        .map((it) => it.getBoundingClientRect())
        .map(({ x, y, width, height }) => `${x} ${y} ${width} ${height}`)
        .join();
    let before = look();
    for (let same = 0, tries = 0; same < 2 && tries < 120; tries += 1) {
      await frame();
      const now = look();
      same = now === before ? same + 1 : 0;
      before = now;
    }
  });
}

/** Waits until every picture is drawn in the size in which it is shown. */
export async function drawn(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLCanvasElement>('canvas[data-picture]')].every(
      ({ width, height, clientWidth, clientHeight }) =>
        width === Math.round(clientWidth * devicePixelRatio) &&
        height === Math.round(clientHeight * devicePixelRatio),
    ),
  );
}
