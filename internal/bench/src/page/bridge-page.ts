import mpegts from 'mpegts.js';
import { flashes, stamp } from '../stamp.ts';
import { createTone } from './create-tone.ts';
import { hearPieces } from './hear-pieces.ts';
import { negotiate } from './negotiate.ts';
import { createVideo, receiveInto } from './receive-into.ts';
import { sendTracks } from './send-tracks.ts';
import { createCanvas, drawStamp, hasFlash, readStamp } from './stamped-canvas.ts';

// A program for a page: the eyes and ears of the bridge bench.

/** What a page has measured of what it plays. */
export interface PageReport {
  /** The ages of the pictures when they were shown, in ms. */
  readonly ages: number[];
  /** By how much each flash's sound came after its picture, in ms. */
  readonly soundOffsets: number[];
}

export interface BridgePage {
  /** Sends pictures with the time in them, and a tone with every flash, by WHIP. */
  publish(url: string, kilobits: number): Promise<void>;
  watch(name: string, protocol: string, url: string): Promise<void>;
  report(name: string): PageReport;
}

declare global {
  interface Window {
    bridge: BridgePage;
  }
}

/** Of sound that is looked at at once: about 5 ms. */
const PIECE = 256;

const reports = new Map<string, PageReport>();
const context = new AudioContext();

async function publish(url: string, kilobits: number): Promise<void> {
  const pen = createCanvas();
  const tone = createTone(context);
  // Asked for when it is drawn, so that no picture waits for the next look at the canvas.
  const [picture] = pen.canvas.captureStream(0).getVideoTracks() as CanvasCaptureMediaStreamTrack[];
  const draw = () => {
    const now = Date.now();
    drawStamp(pen, now);
    tone.volume.value = flashes(now) ? 0.5 : 0;
    picture!.requestFrame();
  };
  // With a second, so that a flash begins with a picture.
  const start = Math.ceil(Date.now() / 1_000) * 1_000;
  let drawn = 0;
  setInterval(() => {
    if (drawn * (1_000 / stamp.fps) >= Date.now() - start) return;
    draw();
    drawn = Math.floor((Date.now() - start) / (1_000 / stamp.fps)) + 1;
  }, 4);
  await sendTracks(new RTCPeerConnection(), url, { picture: picture!, sound: tone.sound, kilobits });
}

async function watch(name: string, protocol: string, url: string): Promise<void> {
  const video = createVideo();
  const report: PageReport = { ages: [], soundOffsets: [] };
  reports.set(name, report);
  const flashAt: number[] = [];
  look(video, protocol === 'whep', report.ages, flashAt);
  if (protocol === 'ws-flv') {
    const player = mpegts.createPlayer(
      { type: 'flv', isLive: true, url },
      {
        enableStashBuffer: false,
        lazyLoad: false,
        liveBufferLatencyChasing: true,
        liveBufferLatencyMaxLatency: 1.5,
        liveBufferLatencyMinRemain: 0.3,
      },
    );
    player.attachMediaElement(video);
    player.load();
    await video.play();
    listen(context.createMediaElementSource(video), flashAt, report.soundOffsets);
    return;
  }
  const connection = new RTCPeerConnection();
  receiveInto(video, connection, (sound) =>
    listen(context.createMediaStreamSource(sound), flashAt, report.soundOffsets),
  );
  await negotiate(connection, url);
  await video.play().catch(() => {});
}

/**
 * Notes the age of each picture and when flashes are shown. Of a file without end (not live) Chromium picks the picture
 * for the time at which it expects to show it; of a live track it shows what there is, and expects anything.
 */
function look(video: HTMLVideoElement, isLive: boolean, ages: number[], flashAt: number[]): void {
  const pen = createCanvas({ willReadFrequently: true });
  let hadFlash = true;
  const next: VideoFrameRequestCallback = (_, { expectedDisplayTime }) => {
    const { age } = readStamp(pen, video);
    if (age !== undefined) ages.push(age);
    const isFlash = hasFlash(pen);
    if (isFlash && !hadFlash) flashAt.push(isLive ? performance.now() : expectedDisplayTime);
    hadFlash = isFlash;
    video.requestVideoFrameCallback(next);
  };
  video.requestVideoFrameCallback(next);
}

function listen(source: AudioNode, flashAt: number[], offsets: number[]): void {
  let quietSince = 0;
  hearPieces(context, source, PIECE, (samples, playbackTime) => {
    const now = performance.now();
    const late = (context.currentTime - playbackTime) * 1_000;
    for (let at = 0; at < samples.length; at += 1) {
      if (Math.abs(samples[at]!) < 0.06) continue;
      const time = now - Math.max(late, 0) - ((samples.length - at) / context.sampleRate) * 1_000;
      if (time - quietSince > 250) pair(time);
      quietSince = time;
    }
  });
  function pair(tone: number): void {
    // The picture may come after its sound.
    setTimeout(() => {
      const offset = flashAt.map((flash) => tone - flash).find((it) => Math.abs(it) < 500);
      if (offset !== undefined) offsets.push(offset);
      flashAt.splice(0, Math.max(flashAt.length - 2, 0));
    }, 600);
  }
}

window.bridge = { publish, watch, report: (name) => reports.get(name)! };
