import { streamId, toUid } from '@callgrid/core';
import { VirtualClock } from '@callgrid/core/testing';
import { beforeEach, expect, test } from 'vitest';
import { QualityLog } from './quality-log.ts';

const one = streamId(toUid(1), 'camera');
const two = streamId(toUid(2), 'camera');

let clock: VirtualClock;
let log: QualityLog;
beforeEach(() => {
  clock = new VirtualClock();
  log = new QualityLog(clock);
});

const says = (id: typeof one, netQualityLevel: number) =>
  log.note(id, { netQualityLevel, videoBitrate: 400 });

test('shows what all devices say in a second as one change', async () => {
  let changes = 0;
  log.store.subscribe(() => changes++);
  says(one, 1);
  await clock.advance(500);
  says(two, 3);
  says(one, 2);
  await clock.advance(500);
  expect(changes).toBe(1);
  expect(log.store.getState()).toMatchObject({ [one]: { level: 2 }, [two]: { level: 3 } });
});

test('keeps what it knows of a number that is not said again', async () => {
  says(one, 2);
  await clock.advance(1_000);
  log.note(one, { videoFps: 12 });
  await clock.advance(1_000);
  expect(log.store.getState()[one]).toMatchObject({
    level: 2,
    now: { netQualityLevel: 2, videoBitrate: 400, videoFps: 12 },
  });
});

test('keeps a minute, and the object of a stream that says nothing', async () => {
  says(two, 1);
  await clock.advance(1_000);
  const before = log.store.getState()[two];
  for (let second = 0; second < 70; second += 1) {
    says(one, 1);
    await clock.advance(1_000);
  }
  expect(log.store.getState()[one]?.recent).toHaveLength(60);
  expect(log.store.getState()[two]).toBe(before);
  await clock.advance(59_000);
  says(one, 2);
  await clock.advance(1_000);
  expect(log.store.getState()[one]?.recent.map(({ at }) => clock.now() - at)).toEqual([0]);
});

test('lets go of a stream that is not played any more, and waits for nothing once stopped', async () => {
  says(one, 1);
  await clock.advance(1_000);
  says(one, 2);
  log.forget(one);
  log.stop();
  expect([log.store.getState(), clock.pending]).toEqual([{}, 0]);
});
