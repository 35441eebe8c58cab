import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requirePrograms } from './system-programs.ts';

/** How many of a stage's checks passed and failed. */
interface Tally {
  readonly passed: number;
  readonly failed: number;
}

interface Stage {
  readonly title: string;
  readonly command: readonly string[];
  /** Runs beside the stage before it: neither of them minds how long things take. */
  readonly isBeside?: boolean;
  /** Reads the tally from the exit code and what was printed; default: one check, the exit code. */
  readonly count?: (exit: number, output: string) => Tally;
}

const reports = join('.callgrid', 'test');
const { packageManager } = JSON.parse(readFileSync('package.json', 'utf8')) as { packageManager: string };
// Through pnpm, since turbo looks for the package manager on the PATH.
const turbo = (task: string) =>
  [
    'npx',
    '-y',
    packageManager,
    'exec',
    'turbo',
    'run',
    task,
    '--output-logs=errors-only',
    '--ui=stream',
  ] as const;

const stages: readonly Stage[] = [
  { title: 'Format, lint and imports', command: ['npx', 'biome', 'ci', '--colors=off', '.'] },
  { title: 'Types', command: turbo('typecheck') },
  { title: 'Package lint', command: turbo('lint:package') },
  // Many of them wait more than they compute; by itself vitest takes one worker of two cores.
  vitest('Packages', 'packages', ['--maxWorkers=3']),
  vitest('Fuzz', 'fuzz', ['--root', 'internal/fuzz']),
  { ...vitest('Packed into a bare Taro app', 'packed', ['--root', 'internal/packed']), isBeside: true },
  vitest('What a call looks like', 'looks', ['--root', 'internal/e2e', '--config', 'looks.config.ts']),
  {
    ...vitest("The contract of NetEase's SDK", 'contract', ['--root', 'internal/contract'], 'verbose'),
    isBeside: true,
  },
  vitest('End to end', 'e2e', ['--root', 'internal/e2e']),
  {
    title: 'README: npm start -- --phones 2 --browsers 2 --check 20',
    command: ['npm', 'start', '--', '--phones', '2', '--browsers', '2', '--check', '20'],
    count: (exit, output) => tally(exit === 0, output.includes('nothing changed, nothing built')),
  },
];

/** Stages named on the command line, by any part of their title, or all. */
const wanted = process.argv.slice(2).map((it) => it.toLowerCase());
const chosen = stages.filter(
  ({ title }) => wanted.length === 0 || wanted.some((it) => title.toLowerCase().includes(it)),
);

async function main(): Promise<void> {
  requirePrograms('ffmpeg', 'chromium', 'firefox', 'rtmpdump');
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  let passed = 0;
  let failed = 0;
  const broken: string[] = [];
  for (const [first, ...beside] of groups(chosen)) {
    const others = beside.map((stage) => runStage(stage, false));
    for (const running of [runStage(first!, true), ...others]) {
      const { title, print, ...result } = await running;
      print();
      passed += result.passed;
      failed += result.failed;
      if (result.failed > 0) broken.push(title);
    }
  }
  if (broken.length > 0) console.log(`\nFailed: ${broken.join('; ')}`);
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}

/** Each stage with those that run beside it. */
function groups(all: readonly Stage[]): Stage[][] {
  const grouped: Stage[][] = [];
  for (const stage of all) {
    if (stage.isBeside && grouped.length > 0) grouped.at(-1)!.push(stage);
    else grouped.push([stage]);
  }
  return grouped;
}

/** Runs one; `print` tells what came of it, and all of its output where that was not seen as it came. */
async function runStage(
  { title, command, count }: Stage,
  isSeen: boolean,
): Promise<Tally & { readonly title: string; readonly print: () => void }> {
  const heading = `\n── ${title}`;
  if (isSeen) console.log(heading);
  const began = Date.now();
  const { exit, output } = await run(command, isSeen);
  const result = count ? count(exit, output) : tally(exit === 0);
  const seconds = Math.round((Date.now() - began) / 1_000);
  const summary = `── ${title}: ${result.passed} passed, ${result.failed} failed (${seconds} s)`;
  return { ...result, title, print: () => console.log(isSeen ? summary : `${heading}\n${output}${summary}`) };
}

function vitest(title: string, name: string, args: readonly string[], reporter = 'default'): Stage {
  const file = join(process.cwd(), reports, `${name}.json`);
  const reporters = [`--reporter=${reporter}`, '--reporter=json', `--outputFile.json=${file}`];
  return {
    title,
    command: ['npx', 'vitest', 'run', ...args, ...reporters],
    count: (exit) => readVitest(file, exit),
  };
}

/** A file that could not even be loaded has no tests to count, and fails as one. */
function readVitest(file: string, exit: number): Tally {
  if (!existsSync(file)) return { passed: 0, failed: 1 };
  const report = JSON.parse(readFileSync(file, 'utf8')) as { numPassedTests: number; numFailedTests: number };
  const { numPassedTests: passed, numFailedTests: failed } = report;
  return { passed, failed: failed === 0 && exit !== 0 ? 1 : failed };
}

function tally(...checks: readonly boolean[]): Tally {
  const passed = checks.filter(Boolean).length;
  return { passed, failed: checks.length - passed };
}

function run(
  [command, ...args]: readonly string[],
  isSeen: boolean,
): Promise<{ exit: number; output: string }> {
  return new Promise((resolve) => {
    const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' };
    const child = spawn(command!, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const read = (data: Buffer) => {
      output += data;
      if (isSeen) process.stdout.write(data);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', (error) => {
      console.error(error.message);
      resolve({ exit: 1, output });
    });
    child.on('close', (code) => resolve({ exit: code ?? 1, output }));
  });
}

void main();
