import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildBareApp, installBareApp } from './bare-app.ts';
import { packAll, type Tarball } from './pack-all.ts';
import { step } from './step.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The bare app, with the tarballs installed and built for weapp. */
    app: string;
    tarballs: readonly Tarball[];
  }
}

export default async function setUp(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'callgrid-tarballs-'));
  const tarballs = await step('Packing every package', () => packAll(folder));
  const app = await step('Installing the tarballs and Taro with npm', () => installBareApp(tarballs));
  await step('Building the bare app for weapp', () => buildBareApp(app));
  project.provide('app', app);
  project.provide('tarballs', tarballs);
  return () => rmSync(folder, { recursive: true, force: true });
}
