/** What a device says of its stream, under the names of WeChat's `bindnetstatus`: kbit/s, seconds a GOP, ms of jitter. */
export interface DeviceNumbers {
  readonly videoBitrate: number;
  readonly audioBitrate: number;
  /** Both kinds together. */
  readonly netSpeed: number;
  readonly videoFPS?: number;
  /** Absent where no keyframe came since the last time. */
  readonly videoGOP?: number;
  readonly videoWidth?: number;
  readonly videoHeight?: number;
  readonly netJitter?: number;
  /** Percent of the packets since the last time; no phone says it, nor the next. */
  readonly packetLoss?: number;
  /** To the gateway and back, in ms. */
  readonly roundTrip?: number;
  /** 0 unknown, 1 best … 6 down. */
  readonly netQualityLevel: number;
}

/** What of `getStats` is read, of the kinds of entries that have it. */
interface Entry {
  readonly type: string;
  readonly kind?: string;
  readonly bytesSent?: number;
  readonly bytesReceived?: number;
  readonly packetsReceived?: number;
  readonly packetsLost?: number;
  readonly fractionLost?: number;
  readonly framesPerSecond?: number;
  readonly framesEncoded?: number;
  readonly framesDecoded?: number;
  readonly keyFramesEncoded?: number;
  readonly keyFramesDecoded?: number;
  readonly frameWidth?: number;
  readonly frameHeight?: number;
  /** Seconds, as the next. */
  readonly jitter?: number;
  readonly roundTripTime?: number;
  readonly nominated?: boolean;
  readonly currentRoundTripTime?: number;
}

interface Totals {
  readonly at: number;
  readonly audioBytes: number;
  readonly videoBytes: number;
  readonly frames: number;
  readonly keyFrames: number;
  readonly packets: number;
  readonly lost: number;
}

/** Turns what a connection counts since its beginning into what happened since the last look. */
export class PeerStats {
  private readonly peer: Pick<RTCPeerConnection, 'getStats'>;
  private readonly direction: 'push' | 'pull';
  private before: Totals | null = null;

  constructor(peer: Pick<RTCPeerConnection, 'getStats'>, direction: 'push' | 'pull') {
    this.peer = peer;
    this.direction = direction;
  }

  /** `now` in milliseconds. Null the first time: there is nothing to compare with. */
  async read(now: number): Promise<DeviceNumbers | null> {
    const entries: Entry[] = [];
    (await this.peer.getStats()).forEach((entry: Entry) => {
      entries.push(entry);
    });
    const { before } = this;
    const after = totals(entries, this.direction, now);
    this.before = after;
    return before && after.at > before.at ? compare(entries, this.direction, before, after) : null;
  }
}

function totals(entries: readonly Entry[], direction: 'push' | 'pull', at: number): Totals {
  const { audio, video } = streams(entries, direction);
  return {
    at,
    audioBytes: bytesOf(audio),
    videoBytes: bytesOf(video),
    frames: video?.framesEncoded ?? video?.framesDecoded ?? 0,
    keyFrames: video?.keyFramesEncoded ?? video?.keyFramesDecoded ?? 0,
    packets: (audio?.packetsReceived ?? 0) + (video?.packetsReceived ?? 0),
    lost: (audio?.packetsLost ?? 0) + (video?.packetsLost ?? 0),
  };
}

function compare(
  entries: readonly Entry[],
  direction: 'push' | 'pull',
  before: Totals,
  after: Totals,
): DeviceNumbers {
  const { audio, video } = streams(entries, direction);
  const seconds = (after.at - before.at) / 1_000;
  const kbits = (bytes: number) => Math.round(Math.max(0, bytes) / 125 / seconds);
  const audioBitrate = kbits(after.audioBytes - before.audioBytes);
  const videoBitrate = kbits(after.videoBytes - before.videoBytes);
  const keyFrames = after.keyFrames - before.keyFrames;
  const remote = entries.filter(({ type }) => type === 'remote-inbound-rtp');
  const jitter = largest([audio, video, ...remote].map((it) => it?.jitter));
  const arrived = after.packets - before.packets;
  const missing = Math.max(0, after.lost - before.lost);
  const lost =
    direction === 'push'
      ? largest(remote.map(({ fractionLost }) => fractionLost))
      : arrived + missing > 0
        ? missing / (arrived + missing)
        : undefined;
  const pair = entries.find(({ type, nominated }) => type === 'candidate-pair' && nominated);
  const roundTrip = pair?.currentRoundTripTime ?? largest(remote.map(({ roundTripTime }) => roundTripTime));
  return {
    videoBitrate,
    audioBitrate,
    netSpeed: audioBitrate + videoBitrate,
    netQualityLevel: levelOf(lost, roundTrip),
    ...(video && { videoFPS: Math.round((after.frames - before.frames) / seconds) }),
    ...(keyFrames > 0 && { videoGOP: Math.round((seconds / keyFrames) * 10) / 10 }),
    ...(video?.frameWidth !== undefined && { videoWidth: video.frameWidth }),
    ...(video?.frameHeight !== undefined && { videoHeight: video.frameHeight }),
    ...(jitter !== undefined && { netJitter: Math.round(jitter * 1_000) }),
    ...(lost !== undefined && { packetLoss: Math.round(lost * 1_000) / 10 }),
    ...(roundTrip !== undefined && { roundTrip: Math.round(roundTrip * 1_000) }),
  };
}

function streams(entries: readonly Entry[], direction: 'push' | 'pull') {
  const own = entries.filter(({ type }) => type === (direction === 'push' ? 'outbound-rtp' : 'inbound-rtp'));
  return { audio: own.find(({ kind }) => kind === 'audio'), video: own.find(({ kind }) => kind === 'video') };
}

function bytesOf(entry: Entry | undefined): number {
  return entry?.bytesSent ?? entry?.bytesReceived ?? 0;
}

function largest(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value): value is number => value !== undefined);
  return known.length > 0 ? Math.max(...known) : undefined;
}

/** The worst loss (a share) and round trip (seconds) of each level from 1; what is worse is 5. Nobody documents WeChat's. */
const levels: readonly (readonly [lost: number, roundTrip: number])[] = [
  [0.01, 0.15],
  [0.03, 0.3],
  [0.08, 0.5],
  [0.15, 0.8],
];

function levelOf(lost: number | undefined, roundTrip: number | undefined): number {
  if (lost === undefined && roundTrip === undefined) return 0;
  const level = levels.findIndex(
    ([mostLost, longest]) => (lost ?? 0) <= mostLost && (roundTrip ?? 0) <= longest,
  );
  return level < 0 ? 5 : level + 1;
}
