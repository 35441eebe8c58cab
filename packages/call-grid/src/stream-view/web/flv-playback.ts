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

/** One WS-FLV stream in one `<video>`. The player is loaded when first needed, and never by a mini program. */
export class FlvPlayback {
  private readonly video: HTMLVideoElement;
  private readonly listener: FlvPlaybackListener;
  private player: Mpegts.Player | null = null;
  private url: string | null = null;

  constructor(video: HTMLVideoElement, listener: FlvPlaybackListener) {
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
    this.video.onplaying = null;
    this.player?.destroy();
    this.player = null;
  }

  /** To be called from a tap: only then may a browser start sound. */
  unsilence(): void {
    this.video.muted = false;
    this.start();
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
