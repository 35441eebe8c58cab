import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { root } from './phone-call.ts';
import { openServedPage, type ServedPage } from './served-page.ts';
import { openStory, type StoryGlobals } from './story-page.ts';

interface Shot extends StoryGlobals {
  readonly name: string;
  readonly story: string;
  readonly window: keyof typeof windows;
}

const windows = {
  phone: { width: 390, height: 760 },
  desk: { width: 1_024, height: 640 },
} as const;

/** The states that the README and the guides show. */
const shots: readonly Shot[] = [
  { name: 'grid-desk', story: 'layouts--grid-9', window: 'desk' },
  { name: 'grid-phone', story: 'layouts--grid-4', window: 'phone' },
  { name: 'pair-phone', story: 'layouts--pair', window: 'phone' },
  { name: 'speaker-desk-zh', story: 'layouts--speaker', window: 'desk', language: 'zh-CN' },
  { name: 'screen-desk-light', story: 'layouts--screen-first', window: 'desk', theme: 'light' },
  { name: 'speaking-phone-light', story: 'tiles--speaking', window: 'phone', theme: 'light' },
  { name: 'camera-off-phone-zh', story: 'tiles--camera-off', window: 'phone', language: 'zh-CN' },
  { name: 'more-phone', story: 'controls--beauty', window: 'phone' },
  { name: 'menu-phone-zh-light', story: 'menu--open', window: 'phone', language: 'zh-CN', theme: 'light' },
  { name: 'pages-phone', story: 'pager--middle-page', window: 'phone' },
  { name: 'statistics-desk', story: 'controls--statistics', window: 'desk' },
  { name: 'replaced-phone-light', story: 'overlays--replaced', window: 'phone', theme: 'light' },
];

const folder = join(root, 'docs', 'screenshots');

/** No test, but written like one: `npm run screenshots` writes the same pictures each time. */
describe('the pictures of docs/screenshots', () => {
  let served: ServedPage;
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true });
    served = await openServedPage(windows.phone);
  });
  afterAll(() => served?.close());

  it.each(shots)('writes $name', async ({ name, story, window, ...globals }) => {
    await served.page.setViewportSize(windows[window]);
    await openStory(served, story, globals);
    const picture = await served.page.screenshot({ animations: 'disabled' });
    writeSmall(picture, join(folder, `${name}.png`));
  });
});

/** In as many colours as drawn pictures need: half the bytes. */
function writeSmall(picture: Buffer, path: string): void {
  const palette =
    'split[a][b];[a]palettegen=max_colors=192:reserve_transparent=0[p];[b][p]paletteuse=dither=none';
  const args = [
    '-loglevel',
    'error',
    '-y',
    '-f',
    'png_pipe',
    '-i',
    '-',
    '-vf',
    palette,
    '-pred',
    'mixed',
    path,
  ];
  execFileSync('ffmpeg', args, { input: picture });
}
