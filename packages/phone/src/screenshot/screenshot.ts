import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import type { DeviceInfo } from '../device/device-info.ts';
import type { NativeElement } from '../phone/native-element.ts';

interface Shot {
  html: string;
  device: DeviceInfo;
  natives: NativeElement[];
  path: string | undefined;
}

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = ['--no-sandbox', '--disable-gpu', '--hide-scrollbars'];

/** Paints a phone's document in Chromium. jsdom knows no layout, so this is where pictures come from. */
export async function takeScreenshot({ html, device, natives, path }: Shot): Promise<Buffer> {
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({
      viewport: { width: device.width, height: device.height },
      javaScriptEnabled: false,
    });
    await page.setContent(html + nativeStyle(natives), { waitUntil: 'load' });
    return await page.screenshot({ type: 'png', ...(path === undefined ? {} : { path }) });
  } finally {
    await browser.close();
  }
}

async function openBrowser(): Promise<Browser> {
  const playwright = await import('playwright-core').catch(() => null);
  if (!playwright) throw new Error('a screenshot needs playwright-core: install it beside @callgrid/phone');
  const executablePath = [process.env.CHROMIUM_PATH ?? '', ...CHROMIUM].find(
    (file) => file && existsSync(file),
  );
  if (!executablePath)
    throw new Error(
      'a screenshot needs Chromium: install it (apt-get install chromium) or set CHROMIUM_PATH',
    );
  return playwright.chromium.launch({ executablePath, args: FLAGS });
}

function nativeStyle(natives: NativeElement[]): string {
  const rules = natives.map(({ nid, kind, id, state }) => {
    const colour = state.measured.colour?.join(', ') ?? '34, 51, 68';
    const name = `${kind}${id === '' ? '' : ` #${id}`} ${state.status}`.replace(/["\\<>]/g, '');
    return `[wx-nid="${nid}"] { background: rgb(${colour}) !important; position: relative; }
[wx-nid="${nid}"]::before { content: "${name}"; position: absolute; left: 4px; top: 4px; font: 11px monospace; color: #fff; text-shadow: 0 0 2px #000; }`;
  });
  return `<style>${rules.join('\n')}</style>`;
}
