import { loadavg } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOM, startBenchGateway } from './bench-gateway.ts';
import { startBrowser } from './browser.ts';
import type { FirstFrame } from './page/first-frame-page.ts';
import { pushStamps } from './rtmp-source.ts';
import { median, quantile, table } from './statistics.ts';

const KILOBITS = 500;
const SETTLE_MS = 3_000;
/** The median of each kind, in ms. */
const MOST = 400;
/** Between tries; each begins somewhere else in the group of pictures. */
const PAUSE_MS = 500;
const GOP_SECONDS = 2;

export interface FirstFrames {
  readonly publisher: string;
  readonly tries: readonly FirstFrame[];
}

/** From `subscribe` to the first picture in Chromium, so many times of each kind of publisher, in turn. */
export async function measureFirstFrames(tries: number): Promise<FirstFrames[]> {
  const gateway = await startBenchGateway();
  const browser = await startBrowser();
  try {
    const phone = await gateway.join(1, { push: ['rtmp'] });
    const web = await gateway.join(2, { push: ['whip'] });
    const push = (await phone.publish()).address.url;
    const source = pushStamps(push, { kilobits: KILOBITS, gopSeconds: GOP_SECONDS, tone: 'steady' });
    const sender = await browser.page('loss-page');
    const whip = (await web.publish()).address.url;
    await sender.evaluate(([url, rate]) => window.loss.publish(url, rate), [whip, KILOBITS] as const);
    const page = await browser.page('first-frame-page');
    const ways = [
      { publisher: 'WHIP', uid: '2', tries: [] as FirstFrame[] },
      { publisher: `RTMP, a keyframe every ${GOP_SECONDS} s`, uid: '1', tries: [] as FirstFrame[] },
    ];
    await page.evaluate(([url, room]) => window.firstFrame.join(url, room, '11'), [
      gateway.url,
      ROOM,
    ] as const);
    await sleep(SETTLE_MS);
    for (let count = 0; count < tries; count += 1) {
      for (const way of ways) {
        way.tries.push(await page.evaluate((uid) => window.firstFrame.watch(uid), way.uid));
        await sleep(PAUSE_MS + Math.random() * GOP_SECONDS * 1_000);
      }
    }
    source.stop();
    return ways;
  } finally {
    await browser.close();
    await gateway.stop();
  }
}

export async function run([tries = '25']: readonly string[]): Promise<number> {
  const ways = await measureFirstFrames(Number(tries));
  const parts = ['subscribed', 'offered', 'answered', 'connected', 'shown'] as const;
  const rows = ways.map(({ publisher, tries: of }) => {
    // Each part by itself: what it adds to the one before.
    const added = parts.map((part, at) =>
      median(of.map((it) => it[part] - (at === 0 ? 0 : it[parts[at - 1]!]))),
    );
    const shown = of.map((it) => it.shown);
    const holds = median(shown) <= MOST ? 'yes' : 'no';
    return [publisher, of.length, ...added, median(shown), quantile(shown, 0.95), holds];
  });
  const head = [
    'publisher',
    'tries',
    'subscribed',
    '+ offer',
    '+ answer',
    '+ ICE and DTLS',
    '+ first picture',
    'median ms',
    'p95 ms',
    'holds',
  ];
  console.log(table([head, ...rows]));
  console.log(`\nload ${loadavg()[0]!.toFixed(1)}`);
  const isHeld = rows.every((row) => row.at(-1) === 'yes');
  console.log(
    `The first picture at most ${MOST} ms after subscribing, at the median: ${isHeld ? 'yes' : 'no'}`,
  );
  return isHeld ? 0 : 1;
}
