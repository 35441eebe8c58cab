import type { Clock, MediaKind } from '@callgrid/protocol';
import type { VideoQuality } from '../device/video-quality.ts';
import type { Browser } from './browser.ts';
import { MediaSession, type MediaSessionListener } from './media-session.ts';
import { type DeviceNumbers, PeerStats } from './peer-stats.ts';
import { preferH264 } from './prefer-h264.ts';

/** What is sent of each kind; null where there is nothing to send for now. */
export type Tracks = Readonly<Record<MediaKind, MediaStreamTrack | null>>;

/** Sends a camera or a screen by WHIP (RFC 9725). It does not retry: what ends is told. */
export class WhipPublisher {
  private readonly browser: Browser;
  private readonly clock: Clock;
  private readonly listener: MediaSessionListener;
  private quality: VideoQuality | null = null;
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
    this.quality = quality;
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
          sendEncodings: [encodingOf(quality)],
        });
        preferH264(browser, sendVideo, 'push');
        senders = { audio: sendAudio.sender, video: sendVideo.sender };
      },
      listener: {
        connected: () => {
          // It may have changed since the offer.
          if (this.quality) adapt(sendersOf().video, this.quality);
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

  /** Sends at most this from now on, in the same session. */
  setQuality(quality: VideoQuality): void {
    this.quality = quality;
    if (this.current) adapt(this.current.senders.video, quality);
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

function encodingOf({ maxBitrate, frameRate }: VideoQuality) {
  return { maxBitrate: maxBitrate * 1_000, maxFramerate: frameRate };
}

function adapt(sender: RTCRtpSender, quality: VideoQuality): void {
  const parameters: RTCRtpSendParameters & { degradationPreference?: RTCDegradationPreference } =
    sender.getParameters();
  const encodings = parameters.encodings.map((encoding) => ({ ...encoding, ...encodingOf(quality) }));
  const { degradation: degradationPreference } = quality;
  // A wish; browsers that do not know all of it go on without.
  sender
    .setParameters({ ...parameters, encodings, degradationPreference } as RTCRtpSendParameters)
    .catch(() => {});
}
