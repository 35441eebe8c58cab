import { fileURLToPath } from 'node:url';
import { createRtmpServer, type RtmpServer } from '@callgrid/rtmp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FfmpegOptions, ffmpeg, launchPhone, type Phone } from '../../index.ts';
import { runningChildren } from './child-processes.ts';

const dist = fileURLToPath(new URL('../../../test/fixtures/call', import.meta.url));
const LONG = 15_000;
let server: RtmpServer;
let base: string;
const open: Phone[] = [];

beforeEach(async () => {
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

afterEach(async () => {
  await Promise.all(open.splice(0).map((phone) => phone.close()));
  await server.close();
  expect(runningChildren()).toEqual([]);
});

/** The fixture page reads its elements from its query. */
async function launch(query: Record<string, string>, options: FfmpegOptions = {}): Promise<Phone> {
  const phone = await launchPhone({ dist, query, media: ffmpeg(options) });
  open.push(phone);
  return phone;
}

const only = (phone: Phone) => phone.natives()[0]!.state;
const codes = (phone: Phone) => only(phone).codes.map(({ code }) => code);
const near = (phone: Phone, wanted: [number, number, number]) =>
  only(phone).measured.colour?.every((value, i) => Math.abs(value - wanted[i]!) < 30);

it('pushes its colour and tone, and another phone sees and hears them', async () => {
  const pusher = await launch({ push: `${base}/a` }, { colour: '#1e88e5', tone: 660 });
  await pusher.until(() => only(pusher).status === 'live', LONG);
  expect(codes(pusher)).toEqual([1005, 1003, 1007, 1008, 1001, 1002]);
  const player = await launch({ play: `${base}/a` });
  await player.until(() => near(player, [0x1e, 0x88, 0xe5]), LONG);
  await player.until(() => Math.abs(only(player).measured.tone - 660) < 10, LONG);
  expect(codes(player)).toEqual([2001, 2002, 2008, 2003, 2009, 2004]);
  expect(player.text('#codes')).toBe('p0:2001 p0:2002 p0:2008 p0:2003 p0:2009 p0:2004');
}, 40_000);
