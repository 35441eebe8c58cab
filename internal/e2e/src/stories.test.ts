import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServedPage, type ServedPage } from './served-page.ts';
import { findMisplaced } from './story-boxes.ts';
import { changeStory, openStory, settled } from './story-page.ts';

const windows = [
  { width: 320, height: 568 },
  { width: 390, height: 844 },
  { width: 768, height: 1_024 },
  { width: 1_440, height: 900 },
] as const;

/** Stories that play something are seen at their end elsewhere, and those of hooks are all the same call. */
const passedOver = /^(scenarios|mini-program|hooks)--(?!use-participants|bad-network)/;

describe('the stories', () => {
  let served: ServedPage;
  let ids: readonly string[];

  beforeAll(async () => {
    served = await openServedPage(windows[0]);
    const index = await fetch(`${served.origin}/playground/index.json`);
    const { entries } = (await index.json()) as { entries: Record<string, { id: string; type: string }> };
    ids = Object.values(entries)
      .filter(({ id, type }) => type === 'story' && !passedOver.test(id))
      .map(({ id }) => id);
  });
  afterAll(() => served?.close());

  it('lie in windows of every width with nothing over anything, nothing cut and nothing outside', async () => {
    const { page } = served;
    const found: Record<string, string[]> = {};
    expect(ids.length).toBeGreaterThan(50);
    await openStory(served, ids[0]!);
    // Nobody looks at pictures here, and painting them takes time.
    await page.addStyleTag({ content: 'canvas { visibility: hidden; }' });
    for (const [at, id] of ids.entries()) {
      if (at > 0) await changeStory(page, id);
      // Up, then down again: the window that a story is shown in first is the last one's.
      for (const window of at % 2 === 0 ? windows : [...windows].reverse()) {
        await page.setViewportSize(window);
        await settled(page);
        const misplaced = await page.evaluate(findMisplaced);
        if (misplaced.length > 0) found[`${id} at ${window.width}`] = misplaced;
      }
    }
    expect(found).toEqual({});
    expect(served.problems).toEqual([]);
  }, 120_000);
});
