import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { OggReader } from '../../test/ogg-reader.ts';
import { silentLogger } from '../event-hub.ts';
import { AdtsReader } from './adts-reader.ts';
import type { AudioTranscoder } from './audio-transcoder.ts';
import { canTranscode, ffmpegCodecs } from './ffmpeg-codecs.ts';

const SECONDS = 2;
const TONE = 440;

function encode(args: string): Buffer {
  const input = `-loglevel error -f lavfi -i sine=f=${TONE}:r=48000:d=${SECONDS}`;
  return execFileSync('ffmpeg', `${input} ${args} pipe:1`.split(' '));
}

function opusPackets(): Buffer[] {
  const packets: Buffer[] = [];
  new OggReader().read(encode('-c:a libopus -ac 2 -f ogg -page_duration 1000'), (packet) =>
    packets.push(packet),
  );
  return packets.filter((packet) => !packet.subarray(0, 4).equals(Buffer.from('Opus')));
}

function aacFrames(): Buffer[] {
  const frames: Buffer[] = [];
  new AdtsReader().read(encode('-c:a aac -ac 1 -f adts'), (frame) => frames.push(frame));
  return frames;
}

interface Out {
  readonly bytes: number;
  readonly timestamp: number;
}

/** Pushes everything at once and collects what comes until nothing has for a while. */
async function through(
  make: (listener: { packet(packet: Buffer, timestamp: number): void }) => AudioTranscoder,
  packets: readonly Buffer[],
  durationMs: number,
  enough: (out: readonly Out[]) => boolean,
): Promise<Out[]> {
  const out: Out[] = [];
  let told = () => {};
  const done = new Promise<void>((resolve) => {
    told = resolve;
  });
  const transcoder = make({
    packet: (packet, timestamp) => {
      out.push({ bytes: packet.length, timestamp });
      if (enough(out)) told();
    },
  });
  onTestFinished(() => transcoder.close());
  for (const [index, packet] of packets.entries()) transcoder.push(packet, 10_000 + index * durationMs);
  await done;
  return out;
}

const steps = (out: readonly Out[]) =>
  out.slice(1).map(({ timestamp }, at) => timestamp - out[at]!.timestamp);

it('knows whether there is an ffmpeg that can', async () => {
  expect(await canTranscode('ffmpeg')).toBe(true);
  expect(await canTranscode('ffmpeg-that-is-not-there')).toBe(false);
});

it('turns Opus into AAC on the same time line', async () => {
  const codecs = ffmpegCodecs('ffmpeg', silentLogger);
  const out = await through(
    (it) => codecs.toAac(it),
    opusPackets(),
    20,
    (all) => all.length >= 60,
  );
  // The encoder's silence comes first.
  expect(out[0]!.timestamp).toBeCloseTo(10_000 - 1_024 / 48, 0);
  for (const step of steps(out)) expect(step).toBeCloseTo(1_024 / 48, 3);
});

it('turns AAC into Opus on the same time line', async () => {
  const codecs = ffmpegCodecs('ffmpeg', silentLogger);
  const from = { sampleRate: 48_000, channels: 1, objectType: 2 };
  const out = await through(
    (it) => codecs.toOpus(from, it),
    aacFrames(),
    1_024 / 48,
    (all) => all.length >= 60,
  );
  expect(Math.abs(out[0]!.timestamp - 10_000)).toBeLessThan(10);
  for (const step of steps(out)) expect(step).toBeCloseTo(steps(out)[0]!, 3);
});

it('loses nothing of the beginning, so that no sound is early', async () => {
  const codecs = ffmpegCodecs('ffmpeg', silentLogger);
  const from = { sampleRate: 48_000, channels: 1, objectType: 2 };
  const frames = aacFrames().slice(0, 15);
  // The least that both can divide.
  const opus = await through(
    (it) => codecs.toOpus(from, it),
    frames,
    1_024 / 48,
    (all) => all.length >= 16,
  );
  expect(opus).toHaveLength(16);
  // Of these the encoder keeps one for what comes.
  const aac = await through(
    (it) => codecs.toAac(it),
    opusPackets().slice(0, 16),
    20,
    (all) => all.length >= 14,
  );
  expect(aac).toHaveLength(14);
});

it('makes up for lost packets, so that the sound does not run ahead', async () => {
  const packets = opusPackets();
  const codecs = ffmpegCodecs('ffmpeg', silentLogger);
  const out: Out[] = [];
  let told = () => {};
  const done = new Promise<void>((resolve) => {
    told = resolve;
  });
  const transcoder = codecs.toAac({
    packet: (packet, timestamp) => {
      out.push({ bytes: packet.length, timestamp });
      if (timestamp > 11_500) told();
    },
  });
  onTestFinished(() => transcoder.close());
  for (const [index, packet] of packets.entries())
    if (index % 5 !== 3) transcoder.push(packet, 10_000 + index * 20);
  await done;
  // A fifth was lost, and there are as many frames as if nothing was.
  expect(out.length).toBeGreaterThan((1_500 / 1_024) * 48 * 0.97);
  for (const step of steps(out)) expect(step).toBeCloseTo(1_024 / 48, 3);
});

it('goes on without sound where no ffmpeg can be started', () => {
  const warned: string[] = [];
  const log = { ...silentLogger, warn: (_: object, message: string) => void warned.push(message) };
  // Node throws at such a name, as it does where there is no memory for a child.
  const transcoder = ffmpegCodecs('ff\0mpeg', log).toAac({ packet() {} });
  onTestFinished(() => transcoder.close());
  transcoder.push(Buffer.of(0xfc), 0);
  expect(warned).toEqual(['ffmpeg ended; sound stops until the next one runs']);
});

it('goes on with another ffmpeg when one dies', async () => {
  const codecs = ffmpegCodecs('ffmpeg', silentLogger);
  let count = 0;
  let begun = 0;
  let told = () => {};
  const heard = (least: number) =>
    new Promise<void>((resolve) => {
      told = () => count >= least && resolve();
    });
  const transcoder = codecs.toAac({
    begun: () => {
      begun += 1;
    },
    packet: () => {
      count += 1;
      told();
    },
  });
  onTestFinished(() => transcoder.close());
  const packets = opusPackets();
  let index = 0;
  const pushing = setInterval(() => transcoder.push(packets[index % packets.length]!, index++ * 20), 5);
  onTestFinished(() => clearInterval(pushing));
  await heard(5);
  const [victim] = children();
  process.kill(victim!, 'SIGKILL');
  await heard(count + 40);
  expect(children()).toHaveLength(1);
  expect(children()).not.toContain(victim);
  expect(begun).toBe(2);
});

/** The ffmpegs that this process has started and that still run. */
function children(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [, state, parent] = /\) (\S) (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
        const program = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
        return Number(parent) === process.pid && state !== 'Z' && program === 'ffmpeg';
      } catch {
        return false;
      }
    });
}
