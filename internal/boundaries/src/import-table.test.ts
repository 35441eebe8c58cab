import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');

/** Whom each package may import; the same table stands in ARCHITECTURE.md and, as lint rules, in biome.json. */
const table: Record<string, readonly string[]> = {
  protocol: [],
  room: ['protocol'],
  core: ['protocol', 'room'],
  react: ['core'],
  'call-grid': ['react', 'core'],
  'taro-plugin': [],
  rtmp: [],
  webrtc: [],
  gateway: ['protocol', 'protocol/schema', 'room', 'rtmp', 'webrtc'],
  phone: [],
};
const names = Object.keys(table);
const anywhere = ['protocol', 'room', 'core', 'react'];

interface Sample {
  readonly file: string;
  readonly code: string;
  readonly refused: boolean;
}

const bring = (specifier: string) => `import { x } from '${specifier}';\nconsole.log(x);\n`;
const readsEnv = 'console.log(process.env.TARO_ENV);\n';
const samples: Sample[] = [
  ...names.flatMap((name) =>
    [...names, 'protocol/schema', 'core/testing', 'core/web', 'test-kit', 'start']
      .filter((other) => other !== name)
      .map((other) => sample(name, bring(`@callgrid/${other}`), !table[name]!.includes(other))),
  ),
  ...names.flatMap((name) => [
    sample(name, bring('../../room/src/index.ts'), true),
    sample(name, bring('../../../internal/test-kit/src/index.ts'), true),
    sample(name, bring('./other.ts'), false),
    // A test may use the test kit and the gateway in memory.
    { ...sample(name, bring('@callgrid/test-kit'), false), file: `packages/${name}/src/some.test.ts` },
  ]),
  ...['protocol', 'room', 'core', 'react', 'rtmp', 'webrtc', 'gateway', 'phone', 'call-grid'].map((name) =>
    sample(name, bring('@tarojs/taro'), true),
  ),
  ...[...anywhere, 'call-grid'].flatMap((name) => [
    sample(name, bring('node:fs'), true),
    sample(name, readsEnv, true),
  ]),
  ...['stream-view', 'pressable'].flatMap((folder) => [
    sample('call-grid', bring('@tarojs/taro'), false, folder),
    sample(
      'call-grid',
      `import { LivePlayer } from '@tarojs/components';\nconsole.log(LivePlayer);\n`,
      false,
      folder,
    ),
    sample('call-grid', readsEnv, false, folder),
    sample('call-grid', bring('@callgrid/core/web'), false, folder),
    sample('call-grid', bring('@callgrid/gateway'), true, folder),
    sample('call-grid', bring('node:fs'), true, folder),
  ]),
  sample('call-grid', `import { View } from '@tarojs/components';\nconsole.log(View);\n`, false, 'tile'),
  sample(
    'call-grid',
    `import { LivePusher } from '@tarojs/components';\nconsole.log(LivePusher);\n`,
    true,
    'tile',
  ),
  // The command line's own client; what serves stays without one.
  sample('gateway', bring('@callgrid/core'), false, 'seat'),
  sample('gateway', bring('@callgrid/react'), true, 'seat'),
  sample('core', `import type { X } from '@callgrid/react';\nexport type Y = X;\n`, true),
  sample('core', `export { x } from '@callgrid/react';\n`, true),
  sample('core', `console.log(import('@callgrid/react'));\n`, true),
];

function sample(name: string, code: string, refused: boolean, folder = 'sample'): Sample {
  return { file: `packages/${name}/src/${folder}`, code, refused };
}

let workspace = '';
const refusals = new Map<Sample, boolean>();

beforeAll(async () => {
  workspace = mkdtempSync(path.join(tmpdir(), 'callgrid-boundaries-'));
  cpSync(path.join(root, 'biome.json'), path.join(workspace, 'biome.json'));
  const files = samples.map(({ file, code }, index) => {
    const own = file.endsWith('.ts') ? file.replace('some', `some-${index}`) : `${file}/sample-${index}.ts`;
    mkdirSync(path.dirname(path.join(workspace, own)), { recursive: true });
    writeFileSync(path.join(workspace, own), code);
    return own;
  });
  const args = [
    'lint',
    '--vcs-enabled=false',
    '--colors=off',
    '--max-diagnostics=none',
    '--reporter=github',
    '.',
  ];
  const output = await promisify(execFile)(path.join(root, 'node_modules/.bin/biome'), args, {
    cwd: workspace,
    maxBuffer: 64 * 1024 * 1024,
  }).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );
  for (const [index, own] of files.entries()) {
    const refused = output
      .split('\n')
      .some((line) => /noRestrictedImports|noProcessEnv/.test(line) && line.includes(own));
    refusals.set(samples[index]!, refused);
  }
});

afterAll(() => rmSync(workspace, { recursive: true, force: true }));

test('the table knows every package', () => {
  expect([...names].sort()).toEqual(readdirSync(path.join(root, 'packages')).sort());
});

describe.each([
  ['refuses', true],
  ['lets pass', false],
])('the lint %s', (_, refused) => {
  const rows = samples.filter((it) => it.refused === refused);
  test.each(rows.map((it) => [it.file, it.code.split('\n')[0]!, it] as const))(
    'in %s: %s',
    (_file, _code, it) => {
      expect(refusals.get(it)).toBe(refused);
    },
  );
});
