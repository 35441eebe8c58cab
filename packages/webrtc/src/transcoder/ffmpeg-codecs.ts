import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AacConfig, adtsHeader } from '../flv/aac-config.ts';
import type { Logger } from '../webrtc-server.ts';
import { AdtsReader } from './adts-reader.ts';
import type { TranscoderFactory, TranscoderListener } from './audio-transcoder.ts';
import { type CodecRun, FfmpegTranscoder } from './ffmpeg-transcoder.ts';
import { FixedReader } from './fixed-reader.ts';
import { writeOggPage } from './ogg-page.ts';
import { lostOpus, OPUS_RATE, opusDuration, opusHeaders } from './opus-packet.ts';
import { SampleClock } from './sample-clock.ts';

/** What our AAC is: LC, 48 kHz, stereo. */
export const AAC_OUT = { sampleRate: 48_000, channels: 2, config: Buffer.of(0x11, 0x90) } as const;
const AAC_FRAME = 1_024;
/** ffmpeg's own encoders begin with this many samples of silence. */
const AAC_DELAY = 1_024;
const OPUS_DELAY = 312;
/**
 * Opus of a constant bit rate: packets of one size need no container, and Ogg's would come a packet later. Complexity 5
 * of 10, as browsers on phones do.
 */
const OPUS_OUT = { ms: 20, kilobits: 64, complexity: 5 } as const;
const OPUS_OUT_BYTES = (OPUS_OUT.kilobits * OPUS_OUT.ms) / 8;
/** Lost sound up to this long, in ms, is made up by the decoder. */
const MADE_UP_MS = 200;

/** Not with `-fflags nobuffer`, which throws the first packet away: all that follows would be a packet early. */
const INPUT = ['-flags', 'low_delay', '-probesize', '32', '-analyzeduration', '0'];
const OUTPUT = ['-map', '0:a', '-threads', '1', '-flush_packets', '1'];

/** Transcoding by a program `ffmpeg` with AAC and libopus. */
export function ffmpegCodecs(program: string, log: Logger): TranscoderFactory {
  return {
    aac: AAC_OUT.config,
    toAac: (listener) =>
      new FfmpegTranscoder({
        program,
        log,
        args: [
          ...INPUT,
          ...['-f', 'ogg', '-c:a', 'libopus', '-i', 'pipe:0'],
          ...OUTPUT,
          ...['-c:a', 'aac', '-b:a', '64k', '-ar', '48000', '-ac', '2', '-f', 'adts', 'pipe:1'],
        ],
        begin: () => opusToAac(listener),
      }),
    toOpus: (from, listener) =>
      new FfmpegTranscoder({
        program,
        log,
        args: [
          ...INPUT,
          ...['-f', 'aac', '-i', 'pipe:0'],
          ...OUTPUT,
          ...`-c:a libopus -b:a ${OPUS_OUT.kilobits}k -vbr off -ar 48000 -ac 2`.split(' '),
          ...`-compression_level ${OPUS_OUT.complexity} -frame_duration ${OPUS_OUT.ms} -f data pipe:1`.split(
            ' ',
          ),
        ],
        begin: () => aacToOpus(from, listener),
      }),
  };
}

/** Whether the program is there and has what is needed of it. */
export async function canTranscode(program: string): Promise<boolean> {
  const child = spawn(program, ['-hide_banner', '-loglevel', 'error', '-encoders'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let listed = '';
  child.stdout.on('data', (text) => {
    listed += text;
  });
  try {
    await once(child, 'close');
  } catch {
    return false;
  }
  return /\baac\b/.test(listed) && /\blibopus\b/.test(listed);
}

function opusToAac(listener: TranscoderListener): CodecRun {
  listener.begun?.();
  const clock = new SampleClock(AAC_OUT.sampleRate, AAC_DELAY);
  const frames = new AdtsReader();
  const [head, tags] = opusHeaders(2);
  let samples = 0n;
  let sequence = 2;
  let due: number | undefined;
  const page = (packet: Buffer, timestamp: number, duration: number) => {
    clock.take(timestamp, duration);
    samples += BigInt((duration * OPUS_RATE) / 1_000);
    due = timestamp + duration;
    return writeOggPage({ granule: samples, sequence: sequence++, isFirst: false, packet });
  };
  return {
    preamble: Buffer.concat([
      writeOggPage({ granule: 0n, sequence: 0, isFirst: true, packet: head }),
      writeOggPage({ granule: 0n, sequence: 1, isFirst: false, packet: tags }),
    ]),
    write: (packet, timestamp) => {
      const duration = opusDuration(packet);
      if (duration === undefined) return undefined;
      const pages: Buffer[] = [];
      const missing = due === undefined ? 0 : timestamp - due;
      if (missing < MADE_UP_MS) {
        for (let at = due ?? timestamp; at + duration <= timestamp + 1; at += duration)
          pages.push(page(lostOpus(packet), at, duration));
      }
      pages.push(page(packet, timestamp, duration));
      return Buffer.concat(pages);
    },
    read: (output) => frames.read(output, (frame) => listener.packet(frame, clock.give(AAC_FRAME))),
  };
}

function aacToOpus(from: AacConfig, listener: TranscoderListener): CodecRun {
  listener.begun?.();
  const clock = new SampleClock(OPUS_RATE, OPUS_DELAY);
  const packets = new FixedReader(OPUS_OUT_BYTES);
  const durationMs = (AAC_FRAME / from.sampleRate) * 1_000;
  return {
    preamble: Buffer.alloc(0),
    write: (packet, timestamp) => {
      const header = adtsHeader(from, packet.length);
      if (!header) return undefined;
      clock.take(timestamp, durationMs);
      return Buffer.concat([header, packet]);
    },
    read: (output) =>
      packets.read(output, (packet) =>
        listener.packet(packet, clock.give((OPUS_OUT.ms * OPUS_RATE) / 1_000)),
      ),
  };
}
