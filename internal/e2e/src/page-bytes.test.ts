import { startCall, type TestCall } from '@callgrid/gateway/test/call';
import { ffmpeg, launchPhone, type Phone } from '@callgrid/phone';
import { FaultProxy, makeRecording, type Recording, until } from '@callgrid/test-kit';
import { afterEach, expect, it } from 'vitest';
import { demo, ROOM } from './phone-call.ts';

const PEOPLE = 14;
const PAGE = 4;
const FIRST_UID = 1001;
/** What the streams of a page send while their viewer's bytes are counted: some 5 s. */
const WINDOW_BYTES = 600_000;

let stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  stops = [];
});

it('downloads the four streams of 14 that are on the page, and after a turn the next four', async () => {
  const pulls = await FaultProxy.start();
  const call = await startCall(['--public-rtmp-url', `rtmp://127.0.0.1:${pulls.port}`]);
  pulls.forwardTo(call.rtmpPort);
  const pushes = await Promise.all([FaultProxy.start(call.rtmpPort), FaultProxy.start(call.rtmpPort)]);
  const recording = makeRecording({ width: 320, height: 180, fps: 15, kilobits: 200, seconds: 6 });
  stops = [() => call.stop(), ...[pulls, ...pushes].map((it) => () => it.close()), () => recording.remove()];
  for (let index = 0; index < PEOPLE; index++) {
    // The first two pages' streams go through a proxy each, which counts their bytes.
    const port = pushes[Math.floor(index / PAGE)]?.port ?? call.rtmpPort;
    await publish(call, FIRST_UID + index, recording, (url) => url.replace(`:${pulls.port}/`, `:${port}/`));
  }
  const phone = await launchPhone({
    dist: demo,
    page: 'pages/room/index',
    query: {
      gateway: encodeURIComponent(call.url),
      room: ROOM,
      uid: '2001',
      role: 'audience',
      pageSize: String(PAGE),
    },
    media: ffmpeg(),
  });
  stops.push(() => phone.close());

  for (const [page, pushed] of pushes.entries()) {
    const uids = Array.from({ length: PAGE }, (_, index) => String(FIRST_UID + page * PAGE + index));
    await until('the page is live', () => live(phone).join() === uids.join(), 15_000);
    const [sent, received] = [pushed.bytes.sent, pulls.bytes.received];
    await until('enough was sent', () => pushed.bytes.sent - sent >= WINDOW_BYTES, 15_000);
    const ratio = (pulls.bytes.received - received) / (pushed.bytes.sent - sent);
    expect(ratio).toBeGreaterThan(0.8);
    expect(ratio).toBeLessThanOrEqual(1.2);
    if (page === 0) phone.tap('#callgrid-page-on');
  }
}, 60_000);

async function publish(
  call: TestCall,
  uid: number,
  recording: Recording,
  through: (url: string) => string,
): Promise<void> {
  const { room } = await call.join({ channelName: ROOM, uid, autoSubscribe: false });
  const { address } = await room.publish();
  recording.push(through(address.url));
}

/** Whose streams are played, in order. */
function live(phone: Phone): string[] {
  return phone
    .natives()
    .filter(({ kind, state }) => kind === 'live-player' && state.status === 'live')
    .map(({ dataset }) => String(dataset.uid))
    .sort();
}
