import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { packAll, type Tarball } from './pack-all.ts';
import { type Manager, makeReadmeApp, managers } from './readme-app.ts';
import { run } from './run.ts';
import { step } from './step.ts';
import { startTarballRegistry } from './tarball-registry.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The README's app, made by each package manager and built for weapp. */
    apps: Readonly<Record<Manager, string>>;
    /** The one that npm made, with every package installed beside those it is made of. */
    app: string;
    tarballs: readonly Tarball[];
  }
}

const fixture = path.resolve(import.meta.dirname, '../fixture');

export default async function setUp(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'callgrid-packed-'));
  const tarballs = await step('Packing every package', () => packAll(path.join(folder, 'tarballs')));
  const registry = await startTarballRegistry(tarballs);
  const apps = { npm: path.join(folder, 'npm'), pnpm: path.join(folder, 'pnpm') };
  try {
    for (const manager of managers)
      await step(`Making the README's app by ${manager}`, () =>
        makeReadmeApp(apps[manager], manager, registry.url),
      );
    await step('Installing all other packages', () => addEverything(apps.npm, tarballs));
  } finally {
    registry.close();
  }
  project.provide('apps', apps);
  project.provide('app', apps.npm);
  project.provide('tarballs', tarballs);
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Every package, and what TypeScript needs to look at the app as Taro sets it up. */
async function addEverything(app: string, tarballs: readonly Tarball[]): Promise<void> {
  cpSync(fixture, app, { recursive: true });
  const names = tarballs.map(({ name }) => name);
  const quiet = ['--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts'];
  await run(app, ['npm', 'install', ...quiet, ...names]);
}
