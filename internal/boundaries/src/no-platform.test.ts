import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

// Tests bring Node's types with them, so the shipped files are a program of their own: tsconfig.src.json.
test.each(['protocol', 'room', 'core', 'react'])(
  '%s compiles knowing neither Node nor a browser',
  async (name) => {
    const tsc = path.join(root, 'node_modules/.bin/tsc');
    const { stdout } = await promisify(execFile)(tsc, ['-p', 'tsconfig.src.json', '--listFiles'], {
      cwd: path.join(root, 'packages', name),
    });
    const files = stdout.split('\n');
    expect(files.filter((file) => file.endsWith(`packages/${name}/src/index.ts`))).toHaveLength(1);
    expect(files.filter((file) => /@types\/node|lib\.dom|lib\.webworker|\.test\.tsx?$/.test(file))).toEqual(
      [],
    );
  },
  30_000,
);
