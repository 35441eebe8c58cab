import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { stamp } from './stamp.ts';
import { installBenchPage } from './stamp-page.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--autoplay-policy=no-user-gesture-required',
];

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
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: FLAGS,
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
