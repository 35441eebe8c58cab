import { until } from '@callgrid/test-kit';
import { afterEach, describe, expect, it } from 'vitest';
import { killPeers, play, playedTimestamps, publish, startPeer } from './ffmpeg.ts';
import { letIn, type StartedServer, startServer } from './start-server.ts';

let started: StartedServer | undefined;

afterEach(async () => {
  await killPeers();
  await started?.server.close();
  started = undefined;
});

function isRising(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value >= (values[index - 1] ?? 0));
}

describe('ffmpeg, ffprobe and rtmpdump', () => {
  it('plays what ffmpeg publishes, in ffprobe and rtmpdump', async () => {
    started = await startServer();
    publish(started.url('a?key=1'));
    await started.events.until((event) => event.name === 'live' && event.kind === 'video', 10_000);

    const probe = startPeer('ffprobe', ['-v', 'error', '-show_streams', '-of', 'json', started.url('a')]);
    const dump = startPeer('rtmpdump', ['-q', '-v', '-r', started.url('a'), '-o', '-']);
    expect(await probe.exited).toBe(0);
    const { streams } = JSON.parse(probe.stdout());
    const codecs = streams.map((stream: { codec_name: string }) => stream.codec_name).sort();
    expect(codecs).toEqual(['aac', 'h264']);
    await until('rtmpdump wrote a few seconds', () => dump.stdout().length > 20_000, 10_000);
    expect(dump.stdout().slice(0, 3)).toBe('FLV');
    expect(started.requests.entries[0]).toMatchObject({
      direction: 'push',
      app: 'live',
      stream: 'a',
      query: { key: '1' },
      protocol: 'rtmp',
      remoteAddress: '127.0.0.1',
    });
  });

  it('tells a refused publisher and a refused player, and lets neither of them in', async () => {
    started = await startServer({}, () => ({ allowed: false, reason: 'the key is not valid' }));
    const publisher = publish(started.url('a'), ['-t', '10']);
    const player = play(started.url('a'));
    expect(await publisher.exited).not.toBe(0);
    expect(await player.exited).not.toBe(0);
    expect(publisher.stderr()).toContain('the key is not valid');
    expect(player.stderr()).toContain('the key is not valid');
    expect(started.server.streams()).toEqual([]);
    expect(started.events.entries.map((event) => event.name)).not.toContain('live');
  });

  it('lets an early player wait for the publisher', async () => {
    started = await startServer();
    const { server, events, requests, url } = started;
    const player = play(url('a'));
    await requests.until((request) => request.direction === 'pull');
    await until('the player attached', () => server.stats('a')?.players.length === 1);
    publish(url('a'));
    await events.until((event) => event.name === 'live', 10_000);
    await until('video played', () => playedTimestamps(player).video.length > 5, 10_000);
    await until('audio played', () => playedTimestamps(player).audio.length > 0);
  });

  it('says ended at once when the publisher is killed, and plays on when it comes back', async () => {
    started = await startServer();
    const { events, url } = started;
    const publisher = publish(url('a'));
    await events.until((event) => event.name === 'live' && event.kind === 'video', 10_000);
    const player = play(url('a'));
    await until('video played', () => playedTimestamps(player).video.length > 5, 10_000);
    const killedAt = performance.now();
    await publisher.kill();
    const ended = await events.until((event) => event.name === 'ended');
    expect(ended.at - killedAt).toBeLessThan(500);
    expect(events.entries.filter((event) => event.name === 'stalled')).toHaveLength(2);

    const before = playedTimestamps(player).video.length;
    publish(url('a'));
    await until('video played again', () => playedTimestamps(player).video.length > before + 20, 10_000);
    const { audio, video } = playedTimestamps(player);
    expect(isRising(audio)).toBe(true);
    expect(isRising(video)).toBe(true);
  });

  it('lets a second publisher take over while the player plays on', async () => {
    started = await startServer({}, letIn);
    const { events, url } = started;
    const first = publish(url('a?grant=one'));
    await events.until((event) => event.name === 'live' && event.kind === 'video', 10_000);
    const player = play(url('a'));
    await until('video played', () => playedTimestamps(player).video.length > 10, 10_000);

    publish(url('a?grant=two'));
    const closed = await events.until((event) => event.name === 'connectionClosed', 10_000);
    expect(closed).toMatchObject({ grant: 'one', reason: 'takenOver' });
    await first.exited;
    const before = playedTimestamps(player);
    await until(
      'video went on',
      () => playedTimestamps(player).video.length > before.video.length + 25,
      10_000,
    );

    const { audio, video } = playedTimestamps(player);
    expect(isRising(audio)).toBe(true);
    expect(isRising(video)).toBe(true);
    const apart = Math.abs((audio.at(-1) ?? 0) - (video.at(-1) ?? 0));
    expect(apart).toBeLessThan(700);
    const steps = video.slice(1).map((value, index) => value - (video[index] ?? 0));
    expect(Math.max(...steps)).toBeLessThan(2_500);
    expect(events.entries.map((event) => event.name)).not.toContain('ended');
    expect(events.entries.map((event) => event.name)).not.toContain('stalled');
  });
});
