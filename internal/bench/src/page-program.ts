import path from 'node:path';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { benchFolder } from './bench-folder.ts';

/** The programs in `page/`. */
export type PageProgram = 'bridge-page' | 'first-frame-page' | 'loss-page';

/** Bundles one of them and runs it in a page; it then stands at the page's `window`. */
export async function runInPage(page: Page, program: PageProgram): Promise<void> {
  const { outputFiles } = await build({
    entryPoints: [path.join(benchFolder, 'src/page', `${program}.ts`)],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'chrome120',
  });
  await page.addScriptTag({ content: outputFiles[0]!.text });
}
