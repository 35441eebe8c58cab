import type { Clock } from '@callgrid/protocol';
import { type Browser, listen } from './browser.ts';
import { MediaSession, type MediaSessionListener } from './media-session.ts';
import { type DeviceNumbers, PeerStats } from './peer-stats.ts';
import { playAloud } from './play-aloud.ts';
import { preferH264 } from './prefer-h264.ts';

export interface WhepPlayerListener extends MediaSessionListener {
  /** Pictures, or sound alone, come out of it. Told once a session. */
  played(): void;
  /** The browser plays it without sound only, until the user does something; then call `unsilence`. */
  silenced(): void;
}

/** Plays a stream by WHEP in a `<video>`. It does not retry: what ends is told. */
export class WhepPlayer {
  private readonly browser: Browser;
  private readonly clock: Clock;
  private readonly video: HTMLVideoElement;
  private readonly listener: WhepPlayerListener;
  private current: { readonly session: MediaSession; readonly stats: PeerStats } | null = null;
  private stopListening: () => void = () => {};

  constructor(browser: Browser, clock: Clock, video: HTMLVideoElement, listener: WhepPlayerListener) {
    this.browser = browser;
    this.clock = clock;
    this.video = video;
    this.listener = listener;
  }

  /** Plays `url` from now on, instead of whatever was played. */
  play(url: string): void {
    this.stop();
    const { browser, clock, video, listener } = this;
    const session = new MediaSession({
      browser,
      clock,
      url,
      prepare: (peer) => {
        const tracks = (['audio', 'video'] as const).map((kind) => {
          const transceiver = peer.addTransceiver(kind, { direction: 'recvonly' });
          if (kind === 'video') preferH264(browser, transceiver, 'pull');
          return transceiver.receiver.track;
        });
        video.srcObject = new browser.MediaStream(tracks);
      },
      listener: {
        connected: () => listener.connected(),
        ended: (end, why) => {
          if (this.current?.session === session) this.forget();
          listener.ended(end, why);
        },
      },
    });
    let told = false;
    this.stopListening = listen(video, 'playing', () => {
      if (!told) listener.played();
      told = true;
    });
    this.current = { session, stats: new PeerStats(session.peer, 'pull') };
    playAloud(video, listener.silenced);
  }

  /** To be called from a tap: only then may a browser start sound. */
  unsilence(): void {
    this.video.muted = false;
    playAloud(this.video, this.listener.silenced);
  }

  /** What comes now, since the last time it was asked; null while there is no session. */
  async stats(): Promise<DeviceNumbers | null> {
    return this.current?.stats.read(this.clock.now()) ?? null;
  }

  /** See {@link MediaSession.doubt}. */
  doubt(): void {
    this.current?.session.doubt();
  }

  /** Ends the session on both sides, and lets go of the `<video>`; settles once the gateway has heard of it. */
  async stop(): Promise<void> {
    const { current } = this;
    this.forget();
    this.video.srcObject = null;
    await current?.session.close();
  }

  /** The last picture stays until another stream comes. */
  private forget(): void {
    this.current = null;
    this.stopListening();
  }
}
