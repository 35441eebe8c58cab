import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckReport } from '@callgrid/start';
import { until } from '@callgrid/test-kit';
import { afterEach, describe, expect, it } from 'vitest';
import { root } from './phone-call.ts';

const LONG = 60_000;

describe('npm start', () => {
  let started: ChildProcess | undefined;
  afterEach(() => {
    started?.kill('SIGKILL');
  });

  /** As a user does; whatever signal it gets, npm alone gets. */
  function start(...args: string[]) {
    const child = spawn('npm', ['start', '--', ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    started = child;
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        output += data;
      });
    }
    const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
    return { pid: child.pid!, exited, output: () => output, interrupt: () => child.kill('SIGINT') };
  }

  it('ends on Ctrl-C without a process left', async () => {
    const { pid, exited, output, interrupt } = start('--phones', '2');
    await until('it runs', () => output().includes('CallGrid runs'), LONG);
    // Two phones: a pusher and a player each.
    await until('every ffmpeg runs', () => descendants(pid).filter(isFfmpeg).length >= 4, LONG);
    const family = descendants(pid);
    interrupt();
    expect(await exited).toBe(0);
    expect(family.filter(isAlive)).toEqual([]);
    expect(output()).not.toMatch(/error/i);
  });

  it('calls, measures and reports with --check', async () => {
    const { pid, exited, output } = start('--phones', '3', '--check', '12');
    await until('every ffmpeg runs', () => descendants(pid).filter(isFfmpeg).length >= 9, LONG);
    const family = descendants(pid);
    expect(await exited, output()).toBe(0);
    expect(family.filter(isAlive)).toEqual([]);
    const report: CheckReport = JSON.parse(readFileSync(join(root, '.callgrid', 'check.json'), 'utf8'));
    const uids = ['1001', '1002', '1003'];
    const ofOthers = (uid: string, value: unknown) =>
      Object.fromEntries(uids.filter((it) => it !== uid).map((it) => [it, value]));
    const count = expect.any(Number);
    expect(report).toEqual({
      ok: true,
      seconds: 12,
      phones: uids.map((uid) => ({
        uid,
        firstFrameMs: ofOthers(uid, count),
        sees: ofOthers(uid, true),
        hears: ofOthers(uid, true),
        setData: { calls: count, bytes: count, largest: count },
        violations: [],
      })),
      browsers: [],
    });
    expect(output()).toContain('Every phone saw and heard every other, after 12 s.');
  });
});

interface Process {
  readonly pid: number;
  /** Tells a process from a later one of the same number. */
  readonly startedAt: string;
  readonly command: string;
}

/** Every process that has `pid` above it, in whatever generation. Linux only. */
function descendants(pid: number): Process[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => read(Number(name)) ?? []);
  const family: Process[] = [];
  for (let parents = [pid]; parents.length > 0; ) {
    const children = all.filter(({ parent }) => parents.includes(parent));
    family.push(...children.map(({ parent: _, ...child }) => child));
    parents = children.map((child) => child.pid);
  }
  return family;
}

function read(pid: number): (Process & { parent: number }) | undefined {
  try {
    // proc(5): pid (comm) state ppid …; comm may hold anything, starttime is field 22.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    const command = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
    return { pid, command, parent: Number(fields[1]), startedAt: fields[19]! };
  } catch {
    return undefined;
  }
}

function isAlive({ pid, startedAt }: Process): boolean {
  return read(pid)?.startedAt === startedAt;
}

function isFfmpeg({ command }: Process): boolean {
  return command === 'ffmpeg';
}
