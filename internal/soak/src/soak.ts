import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { FaultProxy, until } from '@callgrid/test-kit';
import { type Child, startChild } from '@callgrid/test-kit/child';
import type { CrowdQuestions, Rest } from './crowd-process.ts';
import type { GatewayQuestions } from './gateway-process.ts';
import { markdown, printRow, type Row } from './table.ts';

const ADMIN_KEY = 'the-operator-of-the-soak-and-nobody-else';
const ROOMS = 200;
const PEOPLE = 5;
const CROWDS = 2;
/** Over all crowds. */
const ACTIONS_PER_SECOND = 100;
/** One room in so many is reached by a line that is cut in every round. */
const EVERY_LINE = 20;
const ROUND_MS = 30_000;
/** The rest at the end of each round is part of it. */
const CHURN_MS = 24_000;
/** What memory and files are measured against, in minutes. */
const BASELINE = 2;
const MOST_GROWTH = 1.1;

/** Churns a gateway for some minutes, and gives the exit code: 0 where nothing diverged and nothing grew. */
export async function soak(folder: string, args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { minutes: { type: 'string', default: '10' } } });
  const minutes = Number(values.minutes);
  if (!(minutes > 0)) throw new TypeError('--minutes is a number above 0');
  const store = mkdtempSync(path.join(tmpdir(), 'callgrid-soak-'));
  const children: Child<unknown>[] = [];
  const start = async <Questions>(entry: string): Promise<Child<Questions>> => {
    const child = await startChild<Questions>(folder, entry);
    children.push(child as Child<unknown>);
    return child;
  };
  try {
    const gateway = await start<GatewayQuestions>('gateway-process.ts');
    const crowds = await Promise.all(
      Array.from({ length: CROWDS }, () => start<CrowdQuestions>('crowd-process.ts')),
    );
    return await run(gateway, crowds, path.join(store, 'seats.json'), minutes);
  } finally {
    await Promise.all(children.map((child) => child.stop()));
    rmSync(store, { recursive: true, force: true });
  }
}

async function run(
  gateway: Child<GatewayQuestions>,
  crowds: readonly Child<CrowdQuestions>[],
  store: string,
  minutes: number,
): Promise<number> {
  const limits = ['--max-sockets-per-address', String(2 * ROOMS * PEOPLE), '--admin-key', ADMIN_KEY];
  const ports = ['--host', '127.0.0.1', '--port', '0', '--rtmp-port', '0', '--store', store];
  const { port } = await gateway.ask('listen', { args: [...ports, ...limits] });
  const line = await FaultProxy.start(port);
  const share = ROOMS / CROWDS;
  console.log(`${ROOMS} rooms of ${PEOPLE}, ${ACTIONS_PER_SECOND} actions a second, ${minutes} minutes`);
  await Promise.all(
    crowds.map((crowd, at) =>
      crowd.ask('enter', {
        port,
        unsteadyPort: line.port,
        everyLine: EVERY_LINE,
        adminKey: ADMIN_KEY,
        from: at * share,
        to: (at + 1) * share,
        people: PEOPLE,
      }),
    ),
  );
  const began = performance.now();
  const rows: Row[] = [];
  const faults: string[] = [];
  let before = { events: 0, at: began };
  let lineCuts = 0;
  while (performance.now() - began < minutes * 60_000) {
    const round = performance.now();
    await Promise.all(crowds.map((it) => it.ask('churn', { perSecond: ACTIONS_PER_SECOND / CROWDS })));
    await pause(CHURN_MS / 2);
    line.cut();
    lineCuts += (ROOMS / EVERY_LINE) * PEOPLE;
    await pause(CHURN_MS / 2);
    const rests = await Promise.race([Promise.all(crowds.map((it) => it.ask('rest'))), gateway.ended]);
    const { errors, ...sample } = await gateway.ask('sample');
    const now = performance.now();
    const events = sum(rests, 'events');
    const health = await ask(port);
    const row: Row = {
      minute: (now - began) / 60_000,
      ...health,
      eventsPerSecond: (events - before.events) / ((now - before.at) / 1_000),
      actions: sum(rests, 'actions'),
      cuts: sum(rests, 'cuts') + lineCuts,
      refused: sum(rests, 'refused'),
      ...sample,
      divergences: rests.flatMap((it) => it.divergences).length,
    };
    before = { events, at: now };
    rows.push(row);
    printRow(row);
    faults.push(
      ...rests.flatMap(({ divergences, strange }) => [...divergences, ...strange]).slice(0, 5),
      ...errors,
    );
    await pause(Math.max(0, ROUND_MS - (performance.now() - round)));
  }
  await Promise.all(crowds.map((it) => it.ask('leave')));
  await until('nobody is left', async () => (await ask(port)).participants === 0, 45_000);
  const left = await ask(port);
  if (left.rooms + left.streams + left.grants > 0) faults.push(`left over: ${JSON.stringify(left)}`);
  console.log(`\n${markdown(rows)}\n\nAfter everybody left: ${JSON.stringify(left)}`);
  faults.push(...growth(rows));
  for (const fault of faults) console.log(fault);
  console.log(faults.length === 0 ? 'Nothing diverged, nothing grew.' : `${faults.length} faults`);
  line.close();
  return faults.length === 0 ? 0 : 1;
}

/** What has grown beyond its bound since the baseline. */
function growth(rows: readonly Row[]): readonly string[] {
  const baseline = rows.find(({ minute }) => minute >= BASELINE);
  const end = rows.at(-1);
  if (!baseline || !end || baseline === end)
    return ['Too short to tell growth: it takes more than two minutes.'];
  return (['rss', 'fds'] as const)
    .filter((name) => end[name] > baseline[name] * MOST_GROWTH)
    .map((name) => `${name} grew from ${baseline[name]} at minute ${BASELINE} to ${end[name]}`);
}

function sum(rests: readonly Rest[], name: 'events' | 'actions' | 'cuts' | 'refused'): number {
  return rests.reduce((total, rest) => total + rest[name], 0);
}

async function ask(port: number) {
  const answer = await fetch(`http://127.0.0.1:${port}/health`);
  const { rooms, participants, streams, grants } = (await answer.json()) as Record<string, number>;
  return { rooms: rooms!, participants: participants!, streams: streams!, grants: grants! };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
