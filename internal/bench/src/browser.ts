import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CHROMIUM_FLAGS, chromiumPath } from '@callgrid/start/chromium';
import { type Browser, chromium, type Page } from 'playwright-core';
import { stamp } from './stamp.ts';
import { installBenchPage } from './stamp-page.ts';

export interface BenchBrowser {
  /** A page for `bench:bridge`. */
  page(): Promise<Page>;
  /** A page with nothing in it, on an origin of its own. */
  emptyPage(): Promise<Page>;
  close(): Promise<void>;
}

/** Chromium with pages that can publish and watch stamps. */
export async function startBrowser(): Promise<BenchBrowser> {
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html').end('<!doctype html>'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const browser: Browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...CHROMIUM_FLAGS],
  });
  const emptyPage = async () => {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(`page: ${error.message}`));
    await page.goto(`http://127.0.0.1:${port}/`);
    return page;
  };
  return {
    emptyPage,
    page: async () => {
      const page = await emptyPage();
      await page.addScriptTag({ path: new URL(import.meta.resolve('mpegts.js')).pathname });
      await page.evaluate(installBenchPage, stamp);
      return page;
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}
