import type { Clock, MediaKind } from '@callgrid/protocol';
import type { Browser } from './browser.ts';
import { MediaSession, type MediaSessionListener } from './media-session.ts';
import { type DeviceNumbers, PeerStats } from './peer-stats.ts';
import { preferH264 } from './prefer-h264.ts';
import type { VideoQuality } from './video-quality.ts';

/** What is sent of each kind; null where there is nothing to send for now. */
export type Tracks = Readonly<Record<MediaKind, MediaStreamTrack | null>>;

/** Sends a camera or a screen by WHIP (RFC 9725). It does not retry: what ends is told. */
export class WhipPublisher {
  private readonly browser: Browser;
  private readonly clock: Clock;
  private readonly listener: MediaSessionListener;
  private current: {
    readonly session: MediaSession;
    readonly senders: Readonly<Record<MediaKind, RTCRtpSender>>;
    readonly stats: PeerStats;
  } | null = null;

  constructor(browser: Browser, clock: Clock, listener: MediaSessionListener) {
    this.browser = browser;
    this.clock = clock;
    this.listener = listener;
  }

  /** Whether a session is there, connected or not yet. */
  get isActive(): boolean {
    return this.current !== null;
  }

  /** Sends to `url` from now on, instead of wherever it went. */
  publish(url: string, { audio, video }: Tracks, quality: VideoQuality): void {
    this.stop();
    const { browser, clock, listener } = this;
    let senders: Record<MediaKind, RTCRtpSender> | undefined;
    const session = new MediaSession({
      browser,
      clock,
      url,
      prepare: (peer) => {
        // Both kinds always: what is off now comes without another offer.
        const streams = [new browser.MediaStream()];
        const sendAudio = peer.addTransceiver(audio ?? 'audio', { direction: 'sendonly', streams });
        const sendVideo = peer.addTransceiver(video ?? 'video', {
          direction: 'sendonly',
          streams,
          sendEncodings: [{ maxBitrate: quality.maxBitrate * 1_000, maxFramerate: quality.frameRate }],
        });
        preferH264(browser, sendVideo, 'push');
        senders = { audio: sendAudio.sender, video: sendVideo.sender };
      },
      listener: {
        connected: () => {
          degrade(sendersOf().video, quality.degradation);
          listener.connected();
        },
        ended: (end, why) => {
          if (this.current?.session === session) this.current = null;
          listener.ended(end, why);
        },
      },
    });
    const sendersOf = () => senders!;
    this.current = { session, senders: sendersOf(), stats: new PeerStats(session.peer, 'push') };
  }

  /** Sends this instead, or nothing, of that kind; the others see no break. */
  async replaceTrack(kind: MediaKind, track: MediaStreamTrack | null): Promise<void> {
    await this.current?.senders[kind].replaceTrack(track);
  }

  /** What is sent now, since the last time it was asked; null while there is no session. */
  async stats(): Promise<DeviceNumbers | null> {
    return this.current?.stats.read(this.clock.now()) ?? null;
  }

  /** See {@link MediaSession.doubt}. */
  doubt(): void {
    this.current?.session.doubt();
  }

  /** Ends the session on both sides; settles once the gateway has heard of it. The tracks are the caller's, and go on. */
  async stop(): Promise<void> {
    const { current } = this;
    this.current = null;
    await current?.session.close();
  }
}

function degrade(sender: RTCRtpSender, degradationPreference: RTCDegradationPreference): void {
  const parameters: RTCRtpSendParameters & { degradationPreference?: RTCDegradationPreference } =
    sender.getParameters();
  // A wish; browsers that do not know it go on without.
  sender.setParameters({ ...parameters, degradationPreference } as RTCRtpSendParameters).catch(() => {});
}
