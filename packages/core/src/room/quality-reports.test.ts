import { type QualitySample, REPORT_SAMPLES, streamId, timers, toUid } from '@callgrid/protocol';
import { beforeEach, expect, it } from 'vitest';
import { VirtualClock } from '../testing.ts';
import { QualityReports } from './quality-reports.ts';

let clock: VirtualClock;
let sent: (readonly QualitySample[])[];
let reports: QualityReports;
beforeEach(() => {
  clock = new VirtualClock();
  sent = [];
  reports = new QualityReports(clock, (samples) => sent.push(samples));
});

const id = (uid: number) => streamId(toUid(uid), 'camera');

it('gathers the latest words of each stream and direction, and sends them once', async () => {
  reports.add({ id: id(1), direction: 'push', network: { videoBitrate: 1 } });
  reports.add({ id: id(1), direction: 'push', network: { videoBitrate: 2 } });
  reports.add({ id: id(1), direction: 'push', code: 1002 });
  reports.add({ id: id(2), direction: 'pull', code: 2004 });
  await clock.advance(timers.report);
  expect(sent).toEqual([
    [
      { id: id(1), direction: 'push', network: { videoBitrate: 2 }, code: 1002 },
      { id: id(2), direction: 'pull', code: 2004 },
    ],
  ]);
  await clock.advance(timers.report);
  expect(sent).toHaveLength(1);
});

it('lets go of the stream heard of longest ago beyond what one report holds', async () => {
  for (let uid = 0; uid <= REPORT_SAMPLES; uid++) reports.add({ id: id(uid), direction: 'pull', code: 1 });
  await clock.advance(timers.report);
  expect(sent[0]).toHaveLength(REPORT_SAMPLES);
  expect(sent[0]?.[0]?.id).toBe(id(1));
});

it('sends nothing of what was cleared', async () => {
  reports.add({ id: id(1), direction: 'push', code: 1 });
  reports.clear();
  expect(clock.pending).toBe(0);
});
