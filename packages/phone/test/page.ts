import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import type * as browser from '../src/browser.ts';
import { packApp } from '../src/index.ts';

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
export const hasChromium = existsSync(CHROMIUM);

declare global {
  /** In the page: what `@callgrid/phone/browser` exports, and the phone that was launched. */
  interface Window {
    callgridPhone: typeof browser;
    phone: browser.PagePhone;
  }
}

/** An empty page of Chromium that has `@callgrid/phone/browser`, built from the sources as they stand. */
export async function openPage(): Promise<{ page: Page; problems: string[]; close(): Promise<void> }> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../src/browser.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'callgridPhone',
    platform: 'browser',
    target: 'es2022',
  });
  const opened: Browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const page = await opened.newPage();
  const problems: string[] = [];
  page.on('pageerror', ({ message }) => problems.push(message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  await page.addScriptTag({ content: outputFiles[0]!.text });
  return { page, problems, close: () => opened.close() };
}

/** Launches a mini program in the page, 300 pixels wide; `window.phone` is its phone. */
export async function launchInPage(
  page: Page,
  dist: string,
  setting: Partial<browser.PagePhoneOptions> = {},
): Promise<void> {
  // As text: the types of what crosses are too deep for Playwright's.
  const wanted = JSON.stringify({ app: await packApp(dist), ...setting });
  await page.evaluate(async (text) => {
    await window.phone?.close();
    document.body.innerHTML = '<div style="width: 300px; height: 600px"></div>';
    const container = document.body.firstElementChild as HTMLElement;
    window.phone = await window.callgridPhone.launchPhone({ ...JSON.parse(text), container });
  }, wanted);
}
