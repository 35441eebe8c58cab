import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRtmpServer } from '@callgrid/rtmp';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildCli } from '../../test/cli.ts';
import { miniProgram } from '../../test/mini-program.ts';
import type { CliReport } from './cli-report.ts';

const call = fileURLToPath(new URL('../../test/fixtures/call', import.meta.url));
let cli: Awaited<ReturnType<typeof buildCli>>;
beforeAll(async () => {
  cli = await buildCli();
});
afterAll(() => cli.remove());

const reportIn = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as CliReport;

it('does what it is told in order, and reports', async () => {
  const json = path.join(cli.folder, 'report.json');
  const { code, out } = await cli.run([
    call,
    ...['--query', 'push=rtmp://host/a', '--input', '#name=Ann=Bob', '--until', 'text=Ann=Bob'],
    ...['--tap', '#count', '--live', '1', '--strict', '--json', json],
  ]);
  expect(code).toBe(0);
  const steps = out.split('\n').filter((line) => line.startsWith('phone 1: '));
  expect(steps.slice(1, 5)).toEqual([
    'phone 1: typed Ann=Bob into #name',
    'phone 1: pages/index/index has the words Ann=Bob',
    'phone 1: tapped #count',
    'phone 1: 1 of 1 elements live',
  ]);
  expect(out).toContain('0 violations, 0 errors, 0 unknown APIs');
  expect(out.trim()).toMatch(/ok after [\d.]+ s$/);
  expect(reportIn(json)).toMatchObject({
    ok: true,
    problems: [],
    phones: [
      {
        page: 'pages/index/index',
        natives: [{ kind: 'live-pusher', status: 'live', codes: [1005, 1003, 1007, 1008, 1001, 1002] }],
        violations: [],
        errors: [],
      },
    ],
  });
});

it('runs several phones, each with its number', async () => {
  const { code, out } = await cli.run([
    call,
    '--phones',
    '3',
    '--query',
    'room=r{n}',
    '--until',
    'text="r{n}"',
  ]);
  expect(code).toBe(0);
  for (const number of [1, 2, 3])
    expect(out).toContain(`phone ${number}: pages/index/index has the words "r${number}"`);
});

it('shows real media: each phone plays what it pushes, in colours and tones of its own', async () => {
  const server = createRtmpServer({
    port: 0,
    authorise: ({ stream }) => ({ allowed: true, grant: stream, kinds: ['audio', 'video'] }),
  });
  const { port } = await server.listen();
  onTestFinished(() => server.close());
  const json = path.join(cli.folder, 'media.json');
  const address = `rtmp://127.0.0.1:${port}/live/{n}`;
  const { code } = await cli.run([
    call,
    ...[
      '--phones',
      '2',
      '--media',
      'ffmpeg',
      '--colour',
      '#1e88e5',
      '--tone',
      '660',
      '--live',
      '2',
      '--for',
      '3',
    ],
    ...['--query', `push=${address}`, '--query', `play=${address}`, '--json', json],
  ]);
  expect(code).toBe(0);
  const players = reportIn(json).phones.map(({ natives }) =>
    natives.find(({ kind }) => kind === 'live-player'),
  );
  expect(players.map((player) => player?.status)).toEqual(['live', 'live']);
  expect(players.map((player) => player?.tone)).toEqual([expect.closeTo(660, -2), expect.closeTo(530, -2)]);
  expect(players[0]?.colour).toMatch(/^#[0-4]/);
});

it('ends with 1 when a step is not met in time', async () => {
  const { code, out } = await cli.run([call, '--tap', '#nowhere', '--wait', '0.1']);
  expect(code).toBe(1);
  expect(out).toContain('not met: phone 1: pages/index/index has no #nowhere after 0.1 s');
});

it('ends with 1 under --strict when a rule is broken, and says which; without it with 0', async () => {
  const dist = miniProgram('fetch("x");');
  const strict = await cli.run([dist, '--strict', '--for', '0']);
  expect(strict.code).toBe(1);
  expect(strict.out).toContain('violation missing-global: pages/index/index.js:4 uses fetch');
  expect(strict.out).toContain('not met: phone 1: 1 violations and 1 errors, --strict');
  expect((await cli.run([dist, '--for', '0'])).code).toBe(0);
});

it('paints the page', async () => {
  const file = path.join(cli.folder, 'page.png');
  expect((await cli.run([call, '--for', '0', '--screenshot', file])).code).toBe(0);
  expect(existsSync(file)).toBe(true);
});

it('explains itself', async () => {
  const { code, out } = await cli.run(['--help']);
  expect(code).toBe(0);
  expect(out).toContain('Usage: npx @callgrid/phone DIST');
});

describe('one line says what to do', () => {
  it.each([
    [[], 'which mini program? Give the folder with app.json, such as dist/weapp'],
    [['/nowhere'], 'there is no folder /nowhere: build the mini program first'],
    [
      [path.dirname(call)],
      `${path.dirname(call)} has no app.json: give the folder of the compiled mini program, such as dist/weapp`,
    ],
    [[call, '--colour', 'red'], "--colour looks like '#e53935' (quoted: # begins a comment), not red"],
    [[call, '--phones', '0'], '--phones is a whole number from 1 to 32, not 0'],
    [[call, '--nonsense'], "Unknown option '--nonsense'; --help lists the options"],
    [[call, '--input', '#name'], "--input takes a pair like '#name=Ann', not #name"],
    [[call, '--page', 'pages/none'], 'page "/pages/none" is not found'],
    [[call, '--json', '/nowhere/x.json'], 'there is no folder /nowhere to write x.json into'],
  ])('when given %j', async (args, line) => {
    expect(await cli.run(args)).toEqual({ code: 2, out: '', problems: `callgrid-phone: ${line}\n` });
  });

  it('when ffmpeg is missing', async () => {
    const { code, problems } = await cli.run([call, '--media', 'ffmpeg'], { FFMPEG_PATH: '/nowhere/ffmpeg' });
    expect(code).toBe(2);
    expect(problems).toBe(
      'callgrid-phone: --media ffmpeg needs ffmpeg 5.1 or later, and /nowhere/ffmpeg does not run: install it or set FFMPEG_PATH\n',
    );
  });
});
