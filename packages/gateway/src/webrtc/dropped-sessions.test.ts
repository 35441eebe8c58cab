import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Child, startChild } from '@callgrid/test-kit/child';
import { buildMediaProcess } from '@callgrid/webrtc/test/build-media-process';
import { expect, it, onTestFinished } from 'vitest';
import { createClients } from '../../test/call.ts';
import type { GatewayQuestions } from '../../test/dropped-sessions/measured-gateway.ts';
import { ADMIN_KEY, type Place, request, Scene } from '../../test/dropped-sessions/scene.ts';
import { waysToEnd } from '../../test/dropped-sessions/ways-to-end.ts';

const MB = 1024 * 1024;
const ROUNDS = 7;
/** Scenes at once. */
const ABREAST = 32;
/** A codec may be there for a moment only. */
const LOOK_EVERY_MS = 25;
/** Scenes that lose the media process. */
const LOST = 8;

type Way = (typeof everyWay)[number];
const everyWay = Object.entries(waysToEnd);
type GatewayChild = Child<GatewayQuestions>;

/** Scenes in each of these ways, `rounds` times. */
async function playOut(place: Place, ways: readonly Way[], rounds: number): Promise<void> {
  const due = ways.flatMap((way) => Array.from({ length: rounds }, () => way));
  const playNext = async () => {
    for (let next = due.shift(); next; next = due.shift()) {
      const [way, end] = next;
      const scene = await Scene.open(place);
      try {
        await end(scene);
        await scene.isOver();
      } catch (error) {
        throw new Error(`${way}: ${(error as Error).message}`, { cause: error });
      } finally {
        await scene.leave();
      }
    }
  };
  await Promise.all(Array.from({ length: ABREAST }, playNext));
}

/** The media process is killed while sessions are open; the next one takes those that come again. */
async function loseMediaProcess(place: Place, gateway: GatewayChild): Promise<void> {
  const former = await gateway.ask('mediaPid');
  const scenes = await Promise.all(Array.from({ length: LOST }, () => Scene.open(place)));
  await Promise.all(scenes.map((scene) => scene.flow()));
  process.kill(former, 'SIGKILL');
  await Promise.all(scenes.map((scene) => scene.isOver()));
  await expect.poll(() => gateway.ask('mediaPid'), { timeout: 5_000 }).not.toBe(former);
  const isBack = async () => JSON.parse(await get(place, '/health')).webrtc as boolean;
  await expect.poll(isBack, { timeout: 10_000 }).toBe(true);
  const again = scenes[0]!;
  for (const opened of Object.values(await again.flow())) await again.end(opened);
  await Promise.all(scenes.map((scene) => scene.leave()));
}

const get = async ({ origin }: Place, url: string) =>
  (await request(`${origin}${url}`, { headers: { authorization: `Bearer ${ADMIN_KEY}` } })).text();

/** The command lines of a process's children. */
function childrenOf(pid: number): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1];
        if (Number(parent) !== pid) return [];
        return [readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}

/** Everything that a session could leave behind. */
async function holdings(place: Place, gateway: GatewayChild) {
  const metrics = await get(place, '/metrics');
  const gauges =
    metrics.match(/^callgrid_(webrtc_sessions\{.*\}|media_players|streams|grants|rooms|sockets) \d+$/gm) ??
    [];
  const pid = await gateway.ask('mediaPid');
  const { rss, ...own } = await gateway.ask('measure');
  const rssKb = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]);
  return {
    held: {
      ...own,
      gauges: [...gauges].sort(),
      mediaFiles: readdirSync(`/proc/${pid}/fd`).length,
      transcoders: childrenOf(pid).length,
    },
    memory: { gateway: rss / MB, media: rssKb / 1_024 },
  };
}

it.skipIf(!existsSync('/proc/self/fd'))(
  'keeps nothing of 200 sessions that were opened and dropped in every way',
  async () => {
    const gateway = await startChild<GatewayQuestions>(
      path.resolve(import.meta.dirname, '../..'),
      '../test/dropped-sessions/measured-gateway.ts',
    );
    onTestFinished(() => gateway.stop());
    const ports = ['--host=127.0.0.1', '--port=0', '--rtmp-port=0'];
    const { port, rtmpPort } = await gateway.ask('listen', {
      args: [...ports, `--admin-key=${ADMIN_KEY}`],
      program: await buildMediaProcess(),
    });
    const clients = createClients(`ws://127.0.0.1:${port}`);
    onTestFinished(() => clients.cutAll());
    const place: Place = { ...clients, origin: `http://127.0.0.1:${port}`, rtmpPort };
    const transcoders = new Set<string>();
    const mediaPid = await gateway.ask('mediaPid');
    const watch = setInterval(() => {
      for (const command of childrenOf(mediaPid)) {
        const codec = /-c:a (aac|libopus) -b/.exec(command)?.[1];
        if (codec) transcoders.add(codec);
      }
    }, LOOK_EVERY_MS);
    onTestFinished(() => clearInterval(watch));
    const opened = async () =>
      Number(/^callgrid_webrtc_sessions_total (\d+)/m.exec(await get(place, '/metrics'))![1]);

    await playOut(
      place,
      everyWay.filter(([way]) => !way.includes('never')),
      1,
    );
    await expect.poll(async () => (await holdings(place, gateway)).held.gauges.join()).not.toMatch(/ [1-9]/);
    const before = await holdings(place, gateway);
    const openedBefore = await opened();
    await playOut(place, everyWay, ROUNDS);
    const ends = (await gateway.ask('warnings')).filter((it) => it.startsWith('the media process'));
    expect(ends).toEqual([]);
    const isAsBefore = { timeout: 10_000, interval: 200 };
    await expect.poll(async () => (await holdings(place, gateway)).held, isAsBefore).toEqual(before.held);
    const after = await holdings(place, gateway);
    expect(after.memory.gateway - before.memory.gateway).toBeLessThan(32);
    expect(after.memory.media - before.memory.media).toBeLessThan(32);
    expect([...transcoders].sort()).toEqual(['aac', 'libopus']);

    await loseMediaProcess(place, gateway);
    await expect.poll(async () => (await holdings(place, gateway)).held, isAsBefore).toEqual(before.held);
    const last = await holdings(place, gateway);
    expect(last.memory.gateway - before.memory.gateway).toBeLessThan(32);
    expect((await opened()) - openedBefore).toBeGreaterThanOrEqual(200);
  },
  120_000,
);
