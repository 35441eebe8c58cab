import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { videoQualities } from '../device/video-quality.ts';
import { createFakeBrowser, type FakeBrowser } from './fake-browser.ts';
import { LocalMedia } from './local-media.ts';

let fake: FakeBrowser;
let told: string[];
let media: LocalMedia;

function create(browser: FakeBrowser): LocalMedia {
  return new LocalMedia(browser.browser, videoQualities.SD, {
    trackChanged: (kind, track) => told.push(`${kind} ${track?.label ?? 'gone'}`),
    failed: (device, { code }) => told.push(`${device} ${code}`),
    replaced: (device, by) => told.push(`${device} is ${by.label} now`),
    devicesChanged: ({ camera, microphone }) => told.push(`${camera.length}+${microphone.length} devices`),
  });
}

beforeEach(() => {
  fake = createFakeBrowser();
  told = [];
  media = create(fake);
});

const both = { audio: true, video: true };
const second = { kind: 'videoinput', deviceId: 'cam-2', label: 'Camera 2' } as const;

describe('LocalMedia', () => {
  test('asks for both at once, as the quality says', async () => {
    await media.use(both);
    expect(fake.devices.asked).toEqual([
      {
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
        video: {
          width: { ideal: 640 },
          height: { ideal: 360 },
          frameRate: { ideal: 30 },
          facingMode: 'user',
        },
      },
    ]);
    expect(told).toEqual(['audio Microphone 1', 'video Camera 1', '1+1 devices']);
  });

  test('asks for nothing that is off', async () => {
    await media.use({ audio: false, video: false });
    expect(fake.devices.asked).toEqual([]);
    await media.use({ audio: true, video: false });
    expect(Object.keys(fake.devices.asked[0]!)).toEqual(['audio']);
  });

  test('silences a microphone at once and keeps it; lets go of a camera, and asks for it again', async () => {
    await media.use(both);
    void media.use({ audio: false, video: false });
    expect(media.tracks.audio).toMatchObject({ enabled: false, readyState: 'live' });
    expect(media.tracks.video).toBeNull();
    expect(fake.devices.live('video')).toEqual([]);
    await media.use(both);
    expect(media.tracks.audio?.enabled).toBe(true);
    expect(fake.devices.live('video')).toHaveLength(1);
    expect(fake.devices.asked).toHaveLength(2);
  });

  test.each([
    ['NotAllowedError', 'device/refused'],
    ['NotFoundError', 'device/missing'],
    ['NotReadableError', 'device/busy'],
    ['SomethingNew', 'device/busy'],
  ])('goes on with the microphone when the camera ends in %s', async (name, code) => {
    fake.devices.failures.video = name;
    await media.use(both);
    expect(told.filter((it) => !it.endsWith('devices'))).toEqual(['audio Microphone 1', `camera ${code}`]);
    delete fake.devices.failures.video;
    await media.use(both);
    expect(media.tracks.video).not.toBeNull();
  });

  test('says of an insecure page that it is one', async () => {
    media = create(createFakeBrowser({ insecure: true }));
    await media.use(both);
    expect(told).toEqual(['microphone device/insecure', 'camera device/insecure']);
    expect(await media.list()).toEqual({ camera: [], microphone: [], speaker: [] });
  });

  test('changes the device in the call, the old one let go of first', async () => {
    fake.devices.plug(second);
    await media.use(both);
    told.length = 0;
    await media.choose('camera', 'cam-2');
    expect(told).toEqual(['video gone', 'video Camera 2', '2+1 devices']);
    expect(media.inUse('camera')).toBe('cam-2');
    expect(fake.devices.live('video')).toHaveLength(1);
    await media.switchCamera();
    expect(media.inUse('camera')).toBe('cam-1');
  });

  test('takes the device that was chosen last, though another one was still being opened', async () => {
    fake.devices.plug(second);
    fake.devices.plug({ kind: 'videoinput', deviceId: 'cam-3', label: 'Camera 3' });
    await media.use(both);
    told.length = 0;
    await Promise.all([media.choose('camera', 'cam-2'), media.choose('camera', 'cam-3')]);
    expect(media.inUse('camera')).toBe('cam-3');
    expect(told.filter((it) => it.startsWith('video'))).toEqual(['video gone', 'video Camera 3']);
    expect(fake.devices.live('video')).toHaveLength(1);
  });

  test('asks again for what is turned off and on while its refusal is told', async () => {
    let refusals = 0;
    media = new LocalMedia(fake.browser, videoQualities.SD, {
      trackChanged: () => {},
      failed: () => {
        refusals++;
        delete fake.devices.failures.video;
        void media.use({ audio: true, video: false });
        void media.use(both);
      },
      replaced: () => {},
      devicesChanged: () => {},
    });
    fake.devices.failures.video = 'NotReadableError';
    await media.use(both);
    expect(refusals).toBe(1);
    expect(media.tracks.video?.readyState).toBe('live');
  });

  test('remembers a device chosen while it is off', async () => {
    fake.devices.plug(second);
    await media.choose('camera', 'cam-2');
    expect(fake.devices.asked).toEqual([]);
    await media.use(both);
    expect(media.tracks.video?.label).toBe('Camera 2');
  });

  test('turns a phone’s camera around', async () => {
    fake.devices.plugged = [
      { kind: 'videoinput', deviceId: 'front', label: 'Front', facingMode: 'user' },
      { kind: 'videoinput', deviceId: 'back', label: 'Back', facingMode: 'environment' },
    ];
    await media.use({ audio: false, video: true });
    expect(media.facingMode).toBe('user');
    await media.switchCamera();
    expect(media.tracks.video?.label).toBe('Back');
    await Promise.all([media.switchCamera(), media.switchCamera()]);
    expect(media.tracks.video?.label).toBe('Back');
    await media.use({ audio: false, video: false });
    expect(media.facingMode).toBe('environment');
    await media.switchCamera();
    await media.use({ audio: false, video: true });
    expect(media.tracks.video?.label).toBe('Front');
  });

  test('waits for a switch of the camera that is under way', async () => {
    fake.devices.plug(second);
    await media.use(both);
    const turned = media.switchCamera();
    await media.use(both);
    expect(media.tracks.video?.label).toBe('Camera 2');
    await turned;
  });

  test('captures in another size from the moment it is told, without letting go of the camera', async () => {
    await media.use(both);
    const [camera] = fake.devices.live('video');
    told = [];
    await media.setQuality(videoQualities.FHD);
    const size = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
    expect(camera?.applied).toEqual([size]);
    expect(told).toEqual([]);
    await media.use({ audio: true, video: false });
    await media.use(both);
    expect(fake.devices.asked[1]?.video).toMatchObject(size);
  });

  test('lights what a camera that has a light sees, for as long as that camera is there', async () => {
    await media.use(both);
    expect(media.hasTorch).toBe(false);
    fake.devices.plug({ ...second, torch: true });
    await media.choose('camera', 'cam-2');
    expect(media.hasTorch).toBe(true);
    await media.setTorch(true);
    await media.setQuality(videoQualities.HD);
    const [camera] = fake.devices.live('video');
    // What is asked replaces what was asked before: a new size must not put the light out.
    expect(camera?.applied.map(({ advanced }) => advanced)).toEqual([[{ torch: true }], [{ torch: true }]]);
    await media.use({ audio: true, video: false });
    await media.use(both);
    await media.setQuality(videoQualities.SD);
    expect(fake.devices.live('video')[0]?.applied.map(({ advanced }) => advanced)).toEqual([
      [{ torch: false }],
    ]);
  });

  test('takes another device when the one in use is unplugged, and says so', async () => {
    fake.devices.plug(second);
    await media.choose('camera', 'cam-2');
    await media.use(both);
    told.length = 0;
    fake.devices.unplug('cam-2');
    await media.use(both);
    expect(told.filter((it) => !it.endsWith('devices'))).toEqual([
      'video gone',
      'video Camera 1',
      'camera is Camera 1 now',
    ]);
  });

  test('says that there is none when the only one is unplugged', async () => {
    await media.use(both);
    told.length = 0;
    fake.devices.unplug('mic-1');
    await media.use(both);
    expect(told.filter((it) => !it.endsWith('devices'))).toEqual(['audio gone', 'microphone device/missing']);
  });

  test('takes any other device when the chosen one is gone by the time it is wanted', async () => {
    fake.devices.plug(second);
    await media.choose('camera', 'cam-2');
    fake.devices.unplug('cam-2');
    await media.use(both);
    expect(media.tracks.video?.label).toBe('Camera 1');
    expect(told.some((it) => it.startsWith('camera '))).toBe(false);
  });

  test('holds what is wanted, and nothing after it stopped, whatever was asked for when', async () => {
    const step = fc.constantFrom(
      () => media.use(both),
      () => media.use({ audio: false, video: true }),
      () => media.use({ audio: true, video: false }),
      () => media.choose('camera', 'cam-2'),
      () => media.switchCamera(),
      () => Promise.resolve(media.stop()),
      () => Promise.resolve(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(step, fc.boolean())), async (steps) => {
        fake = createFakeBrowser();
        fake.devices.plug(second);
        media = create(fake);
        const under: Promise<unknown>[] = [];
        for (const [act, waits] of steps) {
          const done = act();
          under.push(done);
          if (waits) await done;
          expect(fake.devices.live('video').length).toBeLessThanOrEqual(1);
        }
        await media.use(both);
        expect([media.tracks.audio?.enabled, media.tracks.video?.readyState]).toEqual([true, 'live']);
        media.stop();
        await Promise.all(under);
        expect([...fake.devices.live('audio'), ...fake.devices.live('video')]).toEqual([]);
      }),
    );
  });
});
