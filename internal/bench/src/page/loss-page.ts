import { measureTone } from '../measure-tone.ts';
import { stamp } from '../stamp.ts';
import { createTone } from './create-tone.ts';
import { hearPieces } from './hear-pieces.ts';
import { negotiate } from './negotiate.ts';
import { createVideo, receiveInto } from './receive-into.ts';
import { sendTracks } from './send-tracks.ts';
import { createCanvas, drawStamp, readStamp } from './stamped-canvas.ts';

// A program for a page: one connection, and the eyes and ears of the loss bench.

/** What a page saw and heard since it was asked last. Times are milliseconds since 1970. */
export interface Sightings {
  /** Each picture that was shown: when, how old by its stamp (undefined where that makes no sense). */
  readonly frames: readonly { readonly at: number; readonly age: number | undefined }[];
  /** How much of a piece of sound is the tone, 0 to 1, and how loud it is. */
  readonly sound: readonly { readonly at: number; readonly tone: number; readonly level: number }[];
}

/** One second of what `getStats` says of video, counts from the beginning on. */
export interface LinkSample {
  readonly at: number;
  readonly bytes: number;
  readonly width: number;
  readonly fps: number;
  /** Asked for again, sent again, and keyframes asked for. */
  readonly nacks: number;
  readonly resent: number;
  readonly losses: number;
}

export interface LossPage {
  /** Sends pictures with the time in them, and a tone that never ends, by WHIP. */
  publish(url: string, kilobits: number): Promise<void>;
  /** Shows a stream by WHEP. */
  watch(url: string): Promise<void>;
  sightings(): Sightings;
  sample(): Promise<LinkSample>;
}

declare global {
  interface Window {
    loss: LossPage;
  }
}

/** Of sound that is looked at at once. */
const PIECE = 2_048;

const context = new AudioContext();
const connection = new RTCPeerConnection();
let frames: Sightings['frames'][number][] = [];
let sound: Sightings['sound'][number][] = [];

async function publish(url: string, kilobits: number): Promise<void> {
  const pen = createCanvas();
  setInterval(() => drawStamp(pen, Date.now()), 1_000 / stamp.fps);
  const tone = createTone(context);
  tone.volume.value = 0.4;
  const [picture] = pen.canvas.captureStream(stamp.fps).getVideoTracks();
  await sendTracks(connection, url, { picture: picture!, sound: tone.sound, kilobits });
}

async function watch(url: string): Promise<void> {
  const video = createVideo();
  receiveInto(video, connection, (stream) => {
    hearPieces(context, context.createMediaStreamSource(stream), PIECE, (samples) =>
      sound.push({ at: Date.now(), ...measureTone(samples, context.sampleRate, stamp.flashTone) }),
    );
  });
  look(video);
  await negotiate(connection, url);
  await video.play().catch(() => {});
}

function look(video: HTMLVideoElement): void {
  const pen = createCanvas({ willReadFrequently: true });
  const next = () => {
    frames.push(readStamp(pen, video));
    video.requestVideoFrameCallback(next);
  };
  video.requestVideoFrameCallback(next);
}

async function sample(): Promise<LinkSample> {
  const all = [...(await connection.getStats()).values()] as Record<string, number & string>[];
  const rtp = all.find((it) => /^(in|out)bound-rtp$/.test(it.type!) && it.kind === 'video') ?? {};
  const count = (name: string) => Number(rtp[name] ?? 0);
  return {
    at: Date.now(),
    // What was sent again is no picture more.
    bytes: count('bytesReceived') + count('bytesSent') - count('retransmittedBytesSent'),
    width: count('frameWidth'),
    fps: count('framesPerSecond'),
    nacks: count('nackCount'),
    resent: count('retransmittedPacketsSent') + count('retransmittedPacketsReceived'),
    losses: count('pliCount'),
  };
}

window.loss = {
  publish,
  watch,
  sightings: () => {
    const seen = { frames, sound };
    frames = [];
    sound = [];
    return seen;
  },
  sample,
};
