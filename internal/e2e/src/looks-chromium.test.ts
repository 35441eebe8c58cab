import * as react from '@callgrid/react';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coverageRows } from './coverage-rows.ts';
import { openServedPage, type ServedPage } from './served-page.ts';
import { changeStory, openStory } from './story-page.ts';

const seen = coverageRows(Object.keys(react).filter((name) => name.startsWith('use'))).flatMap(
  ({ group, what, chromium }) => ('story' in chromium ? [[`${group}: ${what}`, chromium] as const] : []),
);

/** What CallGrid shows in Chromium, by the playground's stories; docs/callgrid-coverage.md names these tests. */
describe('in Chromium', () => {
  let served: ServedPage;
  let shown = '';
  beforeAll(async () => {
    served = await openServedPage({ width: 1_280, height: 900 });
  });
  afterAll(() => served?.close());

  async function show(story: string): Promise<void> {
    if (shown === '') await openStory(served, story);
    else if (shown !== story) await changeStory(served.page, story);
    shown = story;
  }

  it.each(seen)('%s', async (_, { story, ...selectors }) => {
    await show(story);
    const find = (selector: string) => served.page.locator(selector);
    if ('shows' in selectors) await find(selectors.shows).first().waitFor({ timeout: 3_000 });
    else expect(await find(selectors.lacks).count()).toBe(0);
    expect(served.problems).toEqual([]);
  });

  it('keeps clear of what a phone covers at its edges', async () => {
    await show('layouts--grid-4');
    const padding = () =>
      served.page.locator('.callgrid-controls').evaluate((bar) => getComputedStyle(bar).paddingBottom);
    const before = Number.parseFloat(await padding());
    const devtools = await served.page.context().newCDPSession(served.page);
    await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets: { bottom: 34 } });
    await expect.poll(async () => Number.parseFloat(await padding())).toBe(before + 34);
    await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets: {} });
  });
});
