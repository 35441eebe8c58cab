import type { Clock } from '@callgrid/core';
import { playAloud } from '@callgrid/core/web';
import type Mpegts from 'mpegts.js';

export interface FlvPlaybackListener {
  /** Pictures or sound come. */
  played(): void;
  /** The stream broke or ended, and nobody retries. */
  ended(): void;
  /** The browser plays it without sound only, until the user does something. */
  silenced(): void;
}

/** How long after a doubt it may show nothing new, in milliseconds: more than is ever buffered. */
const STALLED_AFTER = 3_000;

/** One WS-FLV stream in one `<video>`. The player is loaded when first needed, and never by a mini program. */
export class FlvPlayback {
  private readonly clock: Clock;
  private readonly video: HTMLVideoElement;
  private readonly listener: FlvPlaybackListener;
  private player: Mpegts.Player | null = null;
  private url: string | null = null;
  private cancelDoubt: () => void = () => {};

  constructor(clock: Clock, video: HTMLVideoElement, listener: FlvPlaybackListener) {
    this.clock = clock;
    this.video = video;
    this.listener = listener;
  }

  /** Plays `url` from now on, instead of whatever was played. */
  play(url: string): void {
    this.stop();
    this.url = url;
    this.video.onplaying = () => this.listener.played();
    loadMpegts()
      .then((mpegts) => {
        if (this.url === url && !this.player) this.open(mpegts, url);
      })
      // Not loaded, or of no use here: without Media Source Extensions, as on iOS before 17.1, it throws.
      .catch(() => {
        if (this.url === url) this.listener.ended();
      });
  }

  stop(): void {
    this.url = null;
    this.cancelDoubt();
    this.video.onplaying = null;
    this.player?.destroy();
    this.player = null;
  }

  /** To be called from a tap: only then may a browser start sound. */
  unsilence(): void {
    this.video.muted = false;
    this.start();
  }

  /** The gateway was away: a broken socket may not be told of for minutes, but a picture that stands still shows it. */
  doubt(): void {
    const { player } = this;
    const { currentTime } = this.video;
    this.cancelDoubt();
    this.cancelDoubt = this.clock.after(STALLED_AFTER, () => {
      if (player && this.player === player && this.video.currentTime === currentTime) this.listener.ended();
    });
  }

  private open(mpegts: typeof Mpegts, url: string): void {
    const player = mpegts.createPlayer(
      { type: 'flv', isLive: true, url },
      {
        enableWorker: false,
        enableStashBuffer: false,
        lazyLoad: false,
        liveBufferLatencyChasing: true,
        liveBufferLatencyMaxLatency: 1.5,
        liveBufferLatencyMinRemain: 0.3,
        autoCleanupSourceBuffer: true,
      },
    );
    const ended = () => {
      if (this.player === player) this.listener.ended();
    };
    player.on(mpegts.Events.ERROR, ended);
    player.on(mpegts.Events.LOADING_COMPLETE, ended);
    this.player = player;
    player.attachMediaElement(this.video);
    player.load();
    this.start();
  }

  private start(): void {
    playAloud(this.video, () => this.listener.silenced());
  }
}

async function loadMpegts(): Promise<typeof Mpegts> {
  if (process.env.TARO_ENV === 'weapp') throw new Error('A mini program plays with live-player.');
  const { default: mpegts } = await import('mpegts.js');
  // It logs every step by itself; what matters of it is told by its events.
  mpegts.LoggingControl.applyConfig({ enableAll: false });
  return mpegts;
}
