import { setTimeout as sleep } from 'node:timers/promises';
import { toUid } from '@callgrid/core';
import { type Conditions, LossyWhip } from '@callgrid/test-kit';
import type { Page } from 'playwright-core';
import { startBenchGateway } from './bench-gateway.ts';
import { startBrowser } from './browser.ts';
import type { LinkSample, Sightings } from './page/loss-page.ts';
import { openRtmpEyes } from './rtmp-eyes.ts';
import { pushStamps } from './rtmp-source.ts';

const KILOBITS = 800;
const SAMPLE_MS = 500;

/** One way of media over the bad network, and everything that was seen at its end so far. */
export interface Way {
  readonly name: string;
  readonly frames: Sightings['frames'][number][];
  readonly sound: Sightings['sound'][number][];
  /** Of the connection that goes over the bad network. */
  readonly samples: LinkSample[];
}

export interface LossCall {
  readonly ways: readonly Way[];
  set(conditions: Conditions): void;
  /** Lets time pass, and looks at everything. */
  look(seconds: number): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A call whose one browser sends over a bad network, to a phone and to a browser near the gateway, and whose other one
 * watches a phone over it.
 */
export async function startLossCall(seed: number): Promise<LossCall> {
  const gateway = await startBenchGateway();
  const browser = await startBrowser();
  const network = await LossyWhip.start(`http://127.0.0.1:${gateway.port}`, seed);
  const phone = await gateway.join(1, { push: ['rtmp'] });
  const web = await gateway.join(2, { push: ['whip'] });
  const player = await gateway.join(11, { pull: ['rtmp'] });
  const viewer = await gateway.join(12, { pull: ['whep'] });
  const source = pushStamps((await phone.publish()).address.url, { kilobits: KILOBITS, tone: 'steady' });
  const pages: Page[] = [];
  const open = async () => {
    const page = await browser.page('loss-page');
    pages.push(page);
    return page;
  };
  const [sender, near, far] = [await open(), await open(), await open()];
  const push = network.through((await web.publish()).address.url);
  await sender.evaluate(([url, rate]) => window.loss.publish(url, rate), [push, KILOBITS] as const);
  const ofWeb = { uid: toUid('2') };
  const eyes = openRtmpEyes((await player.subscribe(ofWeb)).address.url);
  await near.evaluate((url) => window.loss.watch(url), (await viewer.subscribe(ofWeb)).address.url);
  const pull = network.through((await viewer.subscribe({ uid: toUid('1') })).address.url);
  await far.evaluate((url) => window.loss.watch(url), pull);

  const sightingsOf = (page: Page) => () => page.evaluate(() => window.loss.sightings());
  const outlooks: { way: Way; link: Page; see: () => Sightings | Promise<Sightings> }[] = [
    { way: newWay('WHIP → RTMP'), link: sender, see: () => eyes.sightings() },
    { way: newWay('WHIP → WHEP'), link: sender, see: sightingsOf(near) },
    { way: newWay('RTMP → WHEP'), link: far, see: sightingsOf(far) },
  ];
  const lookOnce = async () => {
    for (const { way, link, see } of outlooks) {
      const { frames, sound } = await see();
      way.frames.push(...frames);
      way.sound.push(...sound);
      way.samples.push(await link.evaluate(() => window.loss.sample()));
    }
  };
  return {
    ways: outlooks.map(({ way }) => way),
    set: (conditions) => network.set(conditions),
    look: async (seconds) => {
      for (const end = Date.now() + seconds * 1_000; Date.now() < end; ) {
        await sleep(Math.min(SAMPLE_MS, Math.max(end - Date.now(), 0)));
        await lookOnce();
      }
    },
    stop: async () => {
      eyes.stop();
      source.stop();
      await browser.close();
      network.close();
      await gateway.stop();
    },
  };
}

function newWay(name: string): Way {
  return { name, frames: [], sound: [], samples: [] };
}
