import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toUid } from '@callgrid/core';
import { startBenchGateway } from './bench-gateway.ts';
import { startBrowser } from './browser.ts';
import { pushStamps } from './rtmp-source.ts';
import { recordRtmp, soundOffsets, watchRtmp } from './rtmp-watch.ts';
import { median, quantile, table } from './statistics.ts';

/** What is thrown away at the beginning: players fill their buffers. */
const SETTLE_MS = 5_000;
const KILOBITS = 500;
/** The bounds that the docs promise, in ms. */
const MOST_ADDED = 60;
const MOST_APART = 80;

interface Row {
  readonly way: string;
  readonly ages: readonly number[];
  readonly sound: readonly number[];
}

/** Delay from the time in the picture, side by side: every way into the gateway by every way out. */
export async function run([seconds = '20']: readonly string[]): Promise<number> {
  const gateway = await startBenchGateway();
  const browser = await startBrowser();
  const folder = mkdtempSync(join(tmpdir(), 'callgrid-bench-'));
  const phone = await gateway.join(1, { push: ['rtmp'] });
  const web = await gateway.join(2, { push: ['whip'] });
  const viewers = {
    rtmp: await gateway.join(11, { pull: ['rtmp'] }),
    whep: await gateway.join(12, { pull: ['whep'] }),
    'ws-flv': await gateway.join(13, { pull: ['ws-flv'] }),
  };
  const rows: Row[] = [];
  try {
    const source = pushStamps((await phone.publish()).address.url, { kilobits: KILOBITS });
    const sender = await browser.page('bridge-page');
    const push = (await web.publish()).address.url;
    await sender.evaluate(([url, rate]) => window.bridge.publish(url, rate), [push, KILOBITS] as const);
    for (const [from, uid] of [
      ['RTMP', '1'],
      ['WHIP', '2'],
    ] as const) {
      const of = { uid: toUid(uid) };
      const pull = async (way: keyof typeof viewers) => (await viewers[way].subscribe(of)).address.url;
      const url = await pull('rtmp');
      const phoneWatch = watchRtmp(url);
      const file = join(folder, `${from}.flv`);
      const recording = recordRtmp(url, file);
      const page = await browser.page('bridge-page');
      const ways = from === 'RTMP' ? (['whep', 'ws-flv'] as const) : (['whep'] as const);
      for (const way of ways)
        await page.evaluate(([it, address]) => window.bridge.watch(it, it, address), [
          way,
          await pull(way),
        ] as const);
      await sleep(SETTLE_MS);
      phoneWatch.ages.length = 0;
      const skipped = new Map<string, { ages: number; sound: number }>();
      for (const way of ways) {
        const { ages, soundOffsets: sound } = await page.evaluate((it) => window.bridge.report(it), way);
        skipped.set(way, { ages: ages.length, sound: sound.length });
      }
      await sleep(Number(seconds) * 1_000);
      rows.push({ way: `${from} → RTMP`, ages: [...phoneWatch.ages], sound: [] });
      for (const way of ways) {
        const { ages, soundOffsets: sound } = await page.evaluate((it) => window.bridge.report(it), way);
        const skip = skipped.get(way)!;
        rows.push({
          way: `${from} → ${way.toUpperCase()}`,
          ages: ages.slice(skip.ages),
          sound: sound.slice(skip.sound),
        });
      }
      phoneWatch.stop();
      await recording.stop();
      const at = rows.findIndex(({ way }) => way === `${from} → RTMP`);
      rows[at] = { ...rows[at]!, sound: soundOffsets(file).slice(Math.floor(SETTLE_MS / 1_000)) };
      await page.close();
    }
    source.stop();
  } finally {
    await browser.close();
    await gateway.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return print(rows);
}

function print(rows: readonly Row[]): number {
  const base = rows.find(({ way }) => way === 'RTMP → RTMP')!;
  const lines = rows.map(({ way, ages, sound }) => [
    way,
    ages.length,
    median(ages),
    quantile(ages, 0.95),
    quantile(ages, 0.95) - quantile(base.ages, 0.95),
    median(sound),
    sound.length,
  ]);
  console.log(
    table([
      [
        'way',
        'pictures',
        'median ms',
        'p95 ms',
        'p95 over RTMP → RTMP',
        'sound after picture, median ms',
        'flashes',
      ],
      ...lines,
    ]),
  );
  const bounded = rows.filter(({ way }) => way === 'WHIP → RTMP' || way === 'RTMP → WHEP');
  const isQuick = bounded.every(({ ages }) => quantile(ages, 0.95) - quantile(base.ages, 0.95) <= MOST_ADDED);
  const isTogether = rows.every(({ sound }) => Math.abs(median(sound)) <= MOST_APART);
  console.log(`\nWHIP → RTMP and RTMP → WHEP add at most ${MOST_ADDED} ms at p95: ${isQuick ? 'yes' : 'no'}`);
  console.log(`Sound and picture are within ${MOST_APART} ms of each other: ${isTogether ? 'yes' : 'no'}`);
  return isQuick && isTogether ? 0 : 1;
}
