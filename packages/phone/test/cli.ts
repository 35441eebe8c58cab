import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleRealm } from '../src/realm/bundle-realm.ts';

export interface CliRun {
  readonly code: number | null;
  readonly out: string;
  readonly problems: string;
}

/** The command as it is published, built from the sources as they stand. */
export async function buildCli(): Promise<{
  run(args: readonly string[], env?: Record<string, string>): Promise<CliRun>;
  folder: string;
  remove(): void;
}> {
  // Inside the package, so that its dependencies are found.
  const folder = mkdtempSync(fileURLToPath(new URL('../node_modules/.cli-', import.meta.url)));
  const cli = path.join(folder, 'cli.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../src/cli.ts', import.meta.url))],
    outfile: cli,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
  });
  writeFileSync(path.join(folder, 'realm.js'), await bundleRealm());
  return {
    folder,
    remove: () => rmSync(folder, { recursive: true }),
    run: (args, env = {}) =>
      new Promise((resolve, reject) => {
        const child = spawn(process.execPath, [cli, ...args], { env: { ...process.env, ...env } });
        let out = '';
        let problems = '';
        child.stdout.on('data', (text: Buffer) => {
          out += text.toString();
        });
        child.stderr.on('data', (text: Buffer) => {
          problems += text.toString();
        });
        child.once('error', reject);
        child.once('close', (code) => resolve({ code, out, problems }));
      }),
  };
}
