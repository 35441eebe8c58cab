import { fileURLToPath } from 'node:url';
import { createRtmpServer, type RtmpServer } from '@callgrid/rtmp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FfmpegOptions, ffmpeg, launchPhone, type Phone } from '../../index.ts';
import { runningChildren } from './child-processes.ts';

const dist = fileURLToPath(new URL('../../../test/fixtures/call', import.meta.url));
const LONG = 15_000;
let server: RtmpServer;
let base: string;

beforeAll(async () => {
  server = createRtmpServer({
    port: 0,
    authorise: ({ stream }) =>
      stream === 'refused'
        ? { allowed: false, reason: 'no' }
        : { allowed: true, grant: stream, kinds: ['audio', 'video'] },
  });
  const { port } = await server.listen();
  base = `rtmp://127.0.0.1:${port}/live`;
});

afterAll(async () => {
  await server.close();
  expect(runningChildren()).toEqual([]);
});

/** The fixture page reads its elements from its query. */
async function launch(
  finished: (close: () => Promise<void>) => void,
  query: Record<string, string>,
  options: FfmpegOptions = {},
): Promise<Phone> {
  const phone = await launchPhone({ dist, query, media: ffmpeg(options) });
  finished(() => phone.close());
  return phone;
}

const only = (phone: Phone) => phone.natives()[0]!.state;
const codes = (phone: Phone) => only(phone).codes.map(({ code }) => code);
const near = (phone: Phone, wanted: [number, number, number]) =>
  only(phone).measured.colour?.every((value, i) => Math.abs(value - wanted[i]!) < 30);

// Most of their time is waiting for key frames and retries: together they take what the longest takes.
describe.concurrent('ffmpeg media', () => {
  it('pushes its colour and tone, and another phone sees and hears them', async ({
    expect,
    onTestFinished,
  }) => {
    const pusher = await launch(onTestFinished, { push: `${base}/a` }, { colour: '#1e88e5', tone: 660 });
    await pusher.until(() => only(pusher).status === 'live', LONG);
    expect(codes(pusher)).toEqual([1005, 1003, 1007, 1008, 1001, 1002]);
    const player = await launch(onTestFinished, { play: `${base}/a` });
    await player.until(() => near(player, [0x1e, 0x88, 0xe5]), LONG);
    await player.until(() => Math.abs(only(player).measured.tone - 660) < 10, LONG);
    expect(codes(player)).toEqual([2001, 2002, 2008, 2003, 2009, 2004]);
    expect(player.text('#codes')).toBe('p0:2001 p0:2002 p0:2008 p0:2003 p0:2009 p0:2004');
  }, 40_000);

  it('turns camera and microphone off while it pushes', async ({ expect, onTestFinished }) => {
    const pusher = await launch(onTestFinished, { push: `${base}/b` });
    const player = await launch(onTestFinished, { play: `${base}/b` });
    await player.until(() => near(player, [0xe5, 0x39, 0x35]) && only(player).measured.tone > 400, LONG);
    pusher.tap('#camera-off');
    pusher.tap('#mic-off');
    await player.until(() => near(player, [0, 0, 0]), LONG);
    await player.until(() => only(player).measured.tone === 0, LONG);
    expect(only(pusher).measured).toMatchObject({ tone: 0 });
    expect(codes(pusher)).toEqual([1005, 1003, 1007, 1008, 1001, 1002]);
  }, 40_000);

  it('mutes a player for its viewer alone', async ({ onTestFinished }) => {
    await launch(onTestFinished, { push: `${base}/c` });
    const player = await launch(onTestFinished, { play: `${base}/c` });
    await player.until(() => only(player).measured.tone > 400, LONG);
    player.tap('#mute');
    await player.until(() => only(player).measured.tone === 0 && near(player, [0, 0, 0]), LONG);
  }, 40_000);

  it('reconnects a crashed pusher without opening the camera again', async ({ expect, onTestFinished }) => {
    const pusher = await launch(onTestFinished, { push: `${base}/d` });
    await pusher.until(() => only(pusher).status === 'live', LONG);
    expect(pusher.natives()[0]!.kill()).toBe(true);
    await pusher.until(() => codes(pusher).length >= 10, LONG);
    expect(codes(pusher).slice(6)).toEqual([3005, 1102, 1001, 1002]);
  }, 40_000);

  it('gives up after three retries', async ({ expect, onTestFinished }) => {
    const pusher = await launch(onTestFinished, { push: `${base}/refused` });
    const player = await launch(onTestFinished, { play: `${base}/refused` });
    await pusher.until(() => only(pusher).status === 'failed', LONG);
    expect(codes(pusher).slice(4)).toEqual([3005, 1102, 3005, 1102, 3005, 1102, 3005, -1307]);
    await player.until(() => only(player).status === 'failed', LONG);
    expect(codes(player)).toEqual([3005, 2103, 3005, 2103, 3005, 2103, 3005, -2301]);
  }, 40_000);

  it('lets a player that came early wait, and tells a stall when the stream stops', async ({
    expect,
    onTestFinished,
  }) => {
    const player = await launch(onTestFinished, { play: `${base}/e` }, { stallMs: 2_500 });
    await player.until(() => only(player).status === 'waiting', LONG);
    expect(codes(player)).toEqual([2001, 2007]);
    const pusher = await launch(onTestFinished, { push: `${base}/e` });
    await player.until(() => only(player).status === 'live', LONG);
    expect(codes(player).slice(2)).toEqual([2002, 2008, 2003, 2009, 2004]);
    pusher.tap('#stop');
    await player.until(() => codes(player).includes(2105), LONG);
    expect(codes(player).slice(7)).toEqual([2105, 2103]);
  }, 40_000);

  it('shows the picture of a stream that had only sound at first', async ({ expect, onTestFinished }) => {
    await launch(onTestFinished, { push: `${base}/f` });
    server.setKinds('f', ['audio']);
    const player = await launch(onTestFinished, { play: `${base}/f` });
    await player.until(() => only(player).measured.tone > 400, LONG);
    expect(only(player).measured.colour).toBeNull();
    server.setKinds('f', ['audio', 'video']);
    await player.until(() => near(player, [0xe5, 0x39, 0x35]), LONG);
    expect(codes(player)).toEqual([2001, 2002, 2008, 2003, 2009, 2004]);
  }, 40_000);

  it('loses its media offline and has it back online after a new start', async ({
    expect,
    onTestFinished,
  }) => {
    const pusher = await launch(onTestFinished, { push: `${base}/g` });
    await pusher.until(() => only(pusher).status === 'live', LONG);
    pusher.goOffline();
    await pusher.until(() => only(pusher).status === 'failed', LONG);
    expect(codes(pusher).slice(6)).toEqual([3005, 1102, 3005, 1102, 3005, 1102, 3005, -1307]);
    pusher.goOnline();
    pusher.tap('#start');
    await pusher.until(() => only(pusher).status === 'live', LONG);
    expect(pusher.calls.map(({ method }) => method)).toEqual(['start']);
  }, 40_000);

  it('reports the network every two seconds, and ends with its page', async ({ expect, onTestFinished }) => {
    const pusher = await launch(onTestFinished, { push: `${base}/h` });
    await pusher.until(() => /netSpeed/.test(pusher.text('#status')), LONG);
    pusher.tap('#leave');
    expect(pusher.natives()).toEqual([]);
    // The stream ends only when its ffmpeg does.
    await pusher.until(() => server.stats('h') === undefined, LONG);
  }, 40_000);
});
