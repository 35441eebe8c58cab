import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { root } from './phone-call.ts';
import { openServedPage, type ServedPage } from './served-page.ts';
import { drawn, openStory, type StoryGlobals } from './story-page.ts';

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
    await drawn(served.page);
    const picture = await served.page.screenshot({ animations: 'disabled' });
    writeSmall(picture, join(folder, `${name}.png`));
  });
});

/** In as many colours as drawn pictures need: half the bytes. One that looks as the one before is not written. */
function writeSmall(picture: Buffer, path: string): void {
  if (existsSync(path) && areAlike(pixelsOf(picture), pixelsOf(readFileSync(path)))) return;
  const palette =
    'split[a][b];[a]palettegen=max_colors=192:reserve_transparent=0[p];[b][p]paletteuse=dither=none';
  ffmpeg(['-vf', palette, '-pred', 'mixed', '-y', path], picture);
}

const pixelsOf = (picture: Buffer): Buffer => ffmpeg(['-f', 'rawvideo', '-pix_fmt', 'gray', '-'], picture);

function ffmpeg(args: readonly string[], input: Buffer): Buffer {
  const all = ['-loglevel', 'error', '-f', 'png_pipe', '-i', '-', ...args];
  return execFileSync('ffmpeg', all, { input, maxBuffer: 2 ** 26 });
}

/** The edges of shapes differ a little from run to run, and colours were rounded. */
function areAlike(one: Buffer, other: Buffer): boolean {
  if (one.length !== other.length) return false;
  let changed = 0;
  for (const [at, level] of one.entries()) if (Math.abs(level - other[at]!) > ROUNDED) changed += 1;
  return changed <= FEW;
}

/** By so many levels of 256 a pixel may differ; so many pixels may differ by more. */
const ROUNDED = 12;
const FEW = 40;
