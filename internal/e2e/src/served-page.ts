import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM_FLAGS, chromiumPath, freePort, serveWeb } from '@callgrid/start';
import { chromium, type Page } from 'playwright-core';
import { root } from './phone-call.ts';

/** Where pictures of what was tested are left. */
export const pictures = join(root, '.callgrid', 'screenshots');

/** Chromium, with the demo and the playground as `npm start` serves them. */
export interface ServedPage {
  readonly origin: string;
  readonly page: Page;
  /** What the page complained of so far. */
  readonly problems: string[];
  close(): Promise<void>;
}

export async function openServedPage(viewport: { width: number; height: number }): Promise<ServedPage> {
  const port = await freePort(18_701);
  const web = await serveWeb(port, join(root, 'apps/demo/dist/h5'), join(root, 'apps/playground/dist'));
  const profile = mkdtempSync(join(tmpdir(), 'callgrid-chromium-'));
  mkdirSync(pictures, { recursive: true });
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: [...CHROMIUM_FLAGS],
    viewport,
  });
  const page = browser.pages()[0] ?? (await browser.newPage());
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} ${message.location().url}`);
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    page,
    problems,
    close: async () => {
      await browser.close();
      rmSync(profile, { recursive: true, force: true });
      await web.stop();
    },
  };
}
