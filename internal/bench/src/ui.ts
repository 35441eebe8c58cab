import { join } from 'node:path';
import { benchFolder } from './bench-folder.ts';
import { ROOM, startBenchGateway } from './bench-gateway.ts';
import { table } from './statistics.ts';
import type { UiGateway } from './ui-call.ts';
import { measureUiCost, uiBounds } from './ui-cost.ts';
import { vendorUiCost } from './vendor-ui-cost.ts';

const SIZES = [3, 8];
const dist = join(benchFolder, '../../apps/demo/dist/weapp');

/** What each event of a call costs the compiled mini program between its logic and its view. */
export async function run(): Promise<number> {
  const head = [
    'others',
    'event',
    'setData calls',
    'bytes',
    'commits',
    'components rendered',
    'at most',
    'holds',
    'NetEase’s calls',
    'bytes',
  ];
  const rows = [];
  for (const others of SIZES) {
    for (const { event, calls, bytes, commits, components } of await measureUiCost({
      others,
      dist,
      startGateway,
    })) {
      const bound = uiBounds[event];
      const most = bound && `${bound.calls} / ${bound.bytes(others)}`;
      const holds = !bound || (calls <= bound.calls && bytes <= bound.bytes(others));
      const theirs = vendorUiCost[others]?.[event];
      rows.push([
        others,
        event,
        calls,
        bytes,
        commits,
        components,
        most ?? '–',
        bound ? (holds ? 'yes' : 'no') : '–',
        theirs?.calls ?? '–',
        theirs?.bytes ?? '–',
      ]);
    }
  }
  console.log(table([head, ...rows]));
  console.log('\nNetEase’s figures are of its own group-call component, run headlessly.');
  const isHeld = rows.every((row) => row[7] !== 'no');
  console.log(`Every event costs what it may at most: ${isHeld ? 'yes' : 'no'}`);
  return isHeld ? 0 : 1;
}

async function startGateway(): Promise<UiGateway> {
  const { url, join: sitDown, stop } = await startBenchGateway();
  return { url, room: ROOM, join: (uid) => sitDown(uid, { push: ['rtmp'], pull: ['rtmp'] }), stop };
}
