import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root, type Tarball } from './pack-all.ts';
import { run } from './run.ts';

const fixture = path.resolve(import.meta.dirname, '../fixture');
const short = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 10);

/**
 * The bare app outside the workspace, with the tarballs installed by npm. A later run finds Taro installed, as long
 * as no manifest changed, and then the tree of dependencies cannot have: npm only takes the tarballs that are new.
 */
export async function installBareApp(tarballs: readonly Tarball[]): Promise<string> {
  const manifests = [readFileSync(path.join(fixture, 'package.json'), 'utf8'), process.version]
    .concat(tarballs.map(({ manifestText }) => manifestText))
    .join('\n');
  const family = `callgrid-packed-${short(root)}-`;
  const folder = path.join(tmpdir(), family + short(manifests));
  for (const name of readdirSync(tmpdir())) {
    const other = path.join(tmpdir(), name);
    if (name.startsWith(family) && other !== folder) rmSync(other, { recursive: true, force: true });
  }
  const complete = path.join(folder, '.complete');
  if (!existsSync(complete)) rmSync(folder, { recursive: true, force: true });
  for (const name of ['src', 'config', 'dist', 'tarballs']) {
    rmSync(path.join(folder, name), { recursive: true, force: true });
  }
  cpSync(fixture, folder, { recursive: true });
  addTarballs(folder, tarballs);
  // Scripts are left out, as newer versions of npm do: nothing here needs one.
  await run(folder, ['npm', 'install', '--no-audit', '--no-fund', '--prefer-offline', '--ignore-scripts']);
  writeFileSync(complete, '');
  return folder;
}

/** Adds the tarballs to the app's dependencies. Their names hold their hash, so npm sees which ones are new. */
function addTarballs(folder: string, tarballs: readonly Tarball[]): void {
  mkdirSync(path.join(folder, 'tarballs'));
  const file = path.join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { dependencies: Record<string, string> };
  for (const tarball of tarballs) {
    const name = `${path.basename(tarball.file, '.tgz')}-${tarball.hash}.tgz`;
    cpSync(tarball.file, path.join(folder, 'tarballs', name));
    manifest.dependencies[tarball.name] = `file:tarballs/${name}`;
  }
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Builds the app for weapp, as its developer would for a release. */
export async function buildBareApp(folder: string): Promise<void> {
  await run(folder, ['npx', 'taro', 'build', '--type', 'weapp'], { NODE_ENV: 'production', CI: '1' });
  if (!existsSync(path.join(folder, 'dist/app.js'))) throw new Error(`Taro built nothing in ${folder}.`);
}
