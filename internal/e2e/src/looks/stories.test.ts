import * as react from '@callgrid/react';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServedPage, type ServedPage } from '../served-page.ts';
import { changeStory, openStory, settled } from '../story-page.ts';
import { coverageRows, type SeenInStory } from './coverage-rows.ts';
import { findMisplaced } from './story-boxes.ts';

const WIDE = { width: 1_440, height: 900 } as const;
const windows = [
  { width: 320, height: 568 },
  { width: 390, height: 844 },
  { width: 768, height: 1_024 },
  WIDE,
] as const;
/** Until a story shows what it is to show, in ms, once nothing moves any more. */
const PATIENCE_MS = 3_000;

/** Stories that play something are seen at their end elsewhere, and those of hooks are all the same call. */
const passedOver = /^(scenarios|mini-program|hooks)--(?!use-participants|bad-network)/;

/** What docs/callgrid-coverage.md says is seen in Chromium. */
const seen = coverageRows(Object.keys(react).filter((name) => name.startsWith('use'))).flatMap(
  ({ group, what, chromium }) => ('story' in chromium ? [[`${group}: ${what}`, chromium] as const] : []),
);

/** Each story is shown once: it is what takes the time. */
describe('the stories', () => {
  let served: ServedPage;
  const misplaced: Record<string, string[]> = {};
  const isSeen = new Map<SeenInStory, boolean>();

  beforeAll(async () => {
    served = await openServedPage(WIDE);
    const { page } = served;
    const index = await fetch(`${served.origin}/playground/index.json`);
    const { entries } = (await index.json()) as { entries: Record<string, { id: string; type: string }> };
    const boxed = Object.values(entries).flatMap(({ id, type }) =>
      type === 'story' && !passedOver.test(id) ? [id] : [],
    );
    const ids = [...new Set([...boxed, ...seen.map(([, { story }]) => story)])];
    await openStory(served, ids[0]!);
    // Nobody looks at pictures here, and painting them takes time.
    await page.addStyleTag({ content: 'canvas { visibility: hidden; }' });
    for (const [at, id] of ids.entries()) {
      if (at > 0) await changeStory(page, id);
      // Up, then down again: the window that a story is shown in first is the last one's.
      const upAndDown = at % 2 === 0 ? [...windows].reverse() : windows;
      for (const window of boxed.includes(id) ? upAndDown : [WIDE]) {
        await page.setViewportSize(window);
        await settled(page);
        if (window === WIDE) await look(id);
        if (!boxed.includes(id)) continue;
        const found = await page.evaluate(findMisplaced);
        if (found.length > 0) misplaced[`${id} at ${window.width}`] = found;
      }
    }
  }, 180_000);
  afterAll(() => served?.close());

  async function look(id: string): Promise<void> {
    for (const [, row] of seen) {
      if (row.story !== id) continue;
      const element = served.page.locator('shows' in row ? row.shows : row.lacks).first();
      const shown = 'lacks' in row ? (await element.count()) > 0 : await isShown(element);
      isSeen.set(row, shown);
    }
  }

  const isShown = (element: ReturnType<ServedPage['page']['locator']>) =>
    element.waitFor({ timeout: PATIENCE_MS }).then(
      () => true,
      () => false,
    );

  it('lie in windows of every width with nothing over anything, nothing cut and nothing outside', () => {
    expect(misplaced).toEqual({});
    expect(served.problems).toEqual([]);
  });

  it.each(seen)('%s', (_, row) => {
    expect(isSeen.get(row)).toBe('shows' in row);
  });

  it.each([
    ['controls--statistics', '.callgrid-statistics-name'],
    ['controls--beauty', '.callgrid-stepper-value'],
  ])('can be read on a dark sheet in an app of light colours: %s', async (story, text) => {
    await changeStory(served.page, story);
    const colour = await served.page
      .locator(text)
      .first()
      .evaluate((element) => {
        document.documentElement.dataset.theme = 'light';
        return getComputedStyle(element).color;
      });
    expect(colour).toBe('rgb(244, 246, 249)');
  });

  it('let keys reach the menu of a small tile, which a finger makes large first', async () => {
    await changeStory(served.page, 'layouts--speaker');
    const menu = served.page.locator('.callgrid-slot:not(.is-large) .callgrid-tile-menu').first();
    const opacity = () => menu.evaluate((it) => getComputedStyle(it).opacity);
    expect(await opacity()).toBe('0');
    await menu.focus();
    expect(await opacity()).toBe('1');
  });

  it('keep clear of what a phone covers at its edges', async () => {
    await changeStory(served.page, 'layouts--grid-4');
    const padding = () =>
      served.page.locator('.callgrid-controls').evaluate((bar) => getComputedStyle(bar).paddingBottom);
    const before = Number.parseFloat(await padding());
    const devtools = await served.page.context().newCDPSession(served.page);
    await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets: { bottom: 34 } });
    await expect.poll(async () => Number.parseFloat(await padding())).toBe(before + 34);
    await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets: {} });
  });
});
