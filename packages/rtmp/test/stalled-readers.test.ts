import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { until } from '@callgrid/test-kit';
import { afterEach, describe, expect, it } from 'vitest';
import { RtmpClient, tag } from './rtmp-client.ts';
import { type StartedServer, startServer } from './start-server.ts';

const MEGABYTE = 1024 * 1024;
const FRAMES_PER_SECOND = 25;
/** 5 Mbit/s. */
const FRAME_BYTES = 5_000_000 / 8 / FRAMES_PER_SECOND;

let started: StartedServer;
let stop: () => void = () => {};
const clients: RtmpClient[] = [];

afterEach(async () => {
  stop();
  for (const client of clients.splice(0)) client.end();
  await started.server.close();
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Resident memory of this process, in which everything runs: the server, and peers that keep nothing. */
function memory(): number {
  collectGarbage();
  return process.memoryUsage().rss;
}

async function connected(): Promise<RtmpClient> {
  const client = await RtmpClient.open(started.port);
  clients.push(client);
  await client.connect();
  return client;
}

async function player(stream: string): Promise<RtmpClient> {
  const client = await connected();
  await client.play(stream);
  client.discard();
  return client;
}

/** Publishes frames by the clock, with a keyframe a second. */
async function publishSteadily(stream: string): Promise<void> {
  const client = await connected();
  await client.publish(stream);
  client.media('video', 0, tag.videoHeader());
  const key = tag.key(FRAME_BYTES);
  const delta = tag.delta(FRAME_BYTES);
  const since = performance.now();
  let frame = 0;
  const timer = setInterval(() => {
    while (frame < ((performance.now() - since) / 1_000) * FRAMES_PER_SECOND) {
      const payload = frame % FRAMES_PER_SECOND === 0 ? key : delta;
      client.media('video', (frame * 1_000) / FRAMES_PER_SECOND, payload);
      frame += 1;
    }
  }, 20);
  stop = () => clearInterval(timer);
  await until('the stream is live', () => started.server.stats(stream)?.video.status === 'live');
}

describe('stalled readers', () => {
  it('leave memory within 32 MB of where it was: 40 of them, a 5 Mbit/s stream, 30 s', {
    timeout: 60_000,
  }, async () => {
    started = await startServer({ stalledReaderMs: 120_000 });
    await publishSteadily('a');
    const reading = await player('a');
    const stalling: RtmpClient[] = [];
    for (let count = 0; count < 40; count += 1) stalling.push(await player('a'));
    await until('they all play', () => {
      const players = started.server.stats('a')?.players ?? [];
      return players.length === 41 && players.every((one) => one.sentBytes > MEGABYTE);
    });

    const before = memory();
    for (const client of stalling) client.socket.pause();
    const stalledAt = performance.now();
    let most = 0;
    await until(
      '30 s are over',
      () => {
        most = Math.max(most, memory() - before);
        return performance.now() - stalledAt > 30_000;
      },
      40_000,
    );

    expect(most).toBeLessThan(32 * MEGABYTE);
    const players = started.server.stats('a')?.players ?? [];
    // Buffers are shared, so memory alone would not show that a socket is handed too much.
    expect(Math.max(...players.map((one) => one.pendingBytes))).toBeLessThan(200_000);
    expect(started.server.stats('a')?.cachedBytes).toBeLessThan(4 * MEGABYTE);
    const steady = players.find((one) => one.droppedPackets === 0);
    expect(players).toHaveLength(41);
    // Only the one that reads has lost nothing; so the others were stalled indeed.
    expect(players.filter((one) => one.droppedPackets > 0)).toHaveLength(40);
    expect(steady?.sentBytes).toBeGreaterThan(30 * 0.9 * (5_000_000 / 8));
    expect(reading.socket.destroyed).toBe(false);
  });

  it('are disconnected when they take nothing for stalledReaderMs', async () => {
    started = await startServer({ stalledReaderMs: 500 });
    await publishSteadily('a');
    await player('a');
    const stalled = await player('a');
    stalled.socket.pause();
    const closed = await started.events.until((event) => event.name === 'connectionClosed', 15_000);
    expect(closed).toMatchObject({ reason: 'stalledReader' });
    expect(started.server.stats('a')?.players).toHaveLength(1);
  });
});
