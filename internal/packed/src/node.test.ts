import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject, test } from 'vitest';
import { run } from './run.ts';

const both = [
  ['@callgrid/protocol', 'toUid'],
  ['@callgrid/protocol/schema', ''],
  ['@callgrid/room', 'decide'],
  ['@callgrid/core', 'createRoom'],
  ['@callgrid/core/testing', ''],
  ['@callgrid/core/nertc', 'YunXinMiniappSDK'],
  ['@callgrid/react', 'useRoom'],
] as const;

test.each(both)('Node can require and import %s', async (specifier, name) => {
  const check = (loaded: string) =>
    `if (Object.keys(${loaded}).length === 0 || '${name}' && typeof ${loaded}['${name}'] !== 'function') process.exit(1)`;
  await run(inject('app'), ['node', '-e', `const it = require('${specifier}'); ${check('it')}`]);
  await run(inject('app'), ['node', '-e', `import('${specifier}').then((it) => { ${check('it')} })`]);
});

test.each([
  '@callgrid/rtmp',
  '@callgrid/webrtc',
  '@callgrid/gateway',
  '@callgrid/gateway/in-process',
  '@callgrid/phone',
  '@callgrid/phone/browser',
])('Node can import %s', async (name) => {
  const output = await run(inject('app'), [
    'node',
    '-e',
    `import('${name}').then((it) => console.log(Object.keys(it).length))`,
  ]);
  expect(Number(output)).toBeGreaterThan(0);
});

test('npx callgrid-gateway --help tells every setting', async () => {
  const help = await run(inject('app'), ['npx', '--no-install', 'callgrid-gateway', '--help']);
  expect(help).toMatch(/--rtmp-port .*1935/);
});

test('npx callgrid-gateway sdk writes a drop-in that knows its gateway', async () => {
  const app = inject('app');
  const args = ['sdk', '--gateway', 'wss://call.example.com', '--out', 'callgrid-nertc.js'];
  await run(app, ['npx', '--no-install', 'callgrid-gateway', ...args]);
  expect(readFileSync(path.join(app, 'callgrid-nertc.js'), 'utf8')).toContain('wss://call.example.com');
  const client = "require('./callgrid-nertc.js').Client({ appkey: '' }).join({ channelName: 'a', uid: 1 })";
  const failure = await run(app, ['node', '-e', `${client}.catch(({ message }) => console.log(message))`]);
  expect(failure).toContain('There is no wx here');
});

test('a page with <CallGrid> type-checks as Taro sets TypeScript up', async () => {
  // Taro's own declarations and webpack's do not pass under the settings of Taro's template; ours and the page do.
  const output = await run(inject('app'), ['npx', '--no-install', 'tsc', '-p', '.', '--noEmit']).catch(
    String,
  );
  const mistakes = output.split('\n').filter((line) => /^(src|config|node_modules\/@callgrid)\//.test(line));
  expect(mistakes).toEqual([]);
});
