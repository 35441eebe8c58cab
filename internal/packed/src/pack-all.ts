import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.ts';

/** The part of a packed package.json that is looked at here. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly type?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export interface Tarball {
  readonly name: string;
  readonly file: string;
  readonly manifest: Manifest;
  readonly manifestText: string;
  /** Of its bytes, in short. */
  readonly hash: string;
}

export const root = path.resolve(import.meta.dirname, '../../..');

/** Packs every package as it would be published. They have to be built. */
export async function packAll(into: string): Promise<Tarball[]> {
  const folders = readdirSync(path.join(root, 'packages')).filter((name) =>
    existsSync(path.join(root, 'packages', name, 'package.json')),
  );
  for (const name of folders) {
    if (!existsSync(path.join(root, 'packages', name, 'dist'))) {
      throw new Error(`packages/${name} is not built: run "npm run build" first.`);
    }
  }
  rmSync(into, { recursive: true, force: true });
  const { packageManager } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    packageManager: string;
  };
  const pack = ['-r', '--filter', './packages/*', 'pack', '--pack-destination', into] as const;
  await run(root, ['npx', '-y', packageManager, ...pack]);
  const tarballs = await Promise.all(
    readdirSync(into)
      .sort()
      .map((name) => readTarball(path.join(into, name))),
  );
  if (tarballs.length !== folders.length) {
    throw new Error(`${folders.length} packages gave ${tarballs.length} tarballs.`);
  }
  return tarballs;
}

async function readTarball(file: string): Promise<Tarball> {
  const manifestText = await run(path.dirname(file), ['tar', '-xzOf', file, 'package/package.json']);
  const manifest = JSON.parse(manifestText) as Manifest;
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
  return { name: manifest.name, file, manifest, manifestText, hash };
}
