import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CHROMIUM_FLAGS, chromiumPath } from '@callgrid/start/chromium';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type PageProgram, runInPage } from './page-program.ts';

export interface BenchBrowser {
  /** A page on an origin of its own that runs this program. */
  page(program: PageProgram): Promise<Page>;
  close(): Promise<void>;
}

/** Chromium without a screen. */
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
  return {
    page: async (program) => {
      const page = await browser.newPage();
      page.on('pageerror', (error) => console.error(`page: ${error.message}`));
      await page.goto(`http://127.0.0.1:${port}/`);
      await runInPage(page, program);
      return page;
    },
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}
