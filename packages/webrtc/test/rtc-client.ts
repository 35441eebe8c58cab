import { randomBytes, randomInt } from 'node:crypto';
import datachannel, { type PeerConnection, type Track } from 'node-datachannel';
import { Depacketiser } from '../src/h264/depacketiser.ts';
import { packetise } from '../src/h264/packetiser.ts';
import type { MediaKind } from '../src/media.ts';
import { TrackReceiver } from '../src/receive/track-receiver.ts';
import { readRtcp } from '../src/rtcp/read-rtcp.ts';
import { writeRtcp } from '../src/rtcp/write-rtcp.ts';
import { blankPacket, isRtcp, readRtp } from '../src/rtp/rtp-packet.ts';
import { TrackSender } from '../src/send/track-sender.ts';
import { makeNal, PPS, SPS } from './make-nal.ts';

const PAYLOAD_TYPES = { audio: 111, video: 109 } as const;
const CLOCK_RATES = { audio: 48_000, video: 90_000 } as const;
const FRAME_MS = 40;
/** One frame of CELT, as browsers send it unless the answer asks for longer packets. */
const SOUND_MS = 20;
const SOUND_BYTES = 40;

/** A WebRTC peer in Node that offers, as a browser does by WHIP or WHEP, with media that is made up. */
export class RtcClient {
  readonly offer: Promise<string>;
  /** Settles once media can flow. */
  readonly connected: Promise<void>;
  /** What has come, by kind. */
  readonly received = { audio: 0, video: 0, keys: 0 };
  /** How often a keyframe was asked for. */
  asked = 0;
  /** Pictures that were sent. */
  sent = 0;
  private readonly connection: PeerConnection;
  private readonly tracks = new Map<MediaKind, Track>();
  private readonly senders = new Map<MediaKind, TrackSender>();
  private readonly timers: NodeJS.Timeout[] = [];
  private keyWanted = true;
  private soundMs = SOUND_MS;

  constructor(readonly direction: 'push' | 'pull') {
    this.connection = new datachannel.PeerConnection('client', {
      iceServers: [],
      bindAddress: '127.0.0.1',
      disableAutoNegotiation: true,
      forceMediaTransport: true,
    });
    const opened = (['audio', 'video'] as const).map((kind) => this.addTrack(kind));
    this.connected = Promise.all(opened).then(() => {});
    this.offer = new Promise((resolve) => {
      // libdatachannel breaks where it is reached before it has the answer; so nobody learns where it is.
      const done = () =>
        resolve(this.connection.localDescription()!.sdp.replace(/^a=candidate:.*\r\n/gm, ''));
      this.connection.onGatheringStateChange((state) => state === 'complete' && done());
      this.connection.setLocalDescription('offer');
      if (this.connection.gatheringState() === 'complete') done();
    });
  }

  accept(answer: string): void {
    this.soundMs = Number(/^a=ptime:(\d+)/m.exec(answer)?.[1] ?? SOUND_MS);
    this.connection.setRemoteDescription(answer, 'answer');
  }

  /** Sends pictures and sound until it is closed; a picture has so many bytes, a keyframe four times as many. */
  send({ frameMs = FRAME_MS, frameBytes = 500 } = {}): void {
    let ms = 0;
    this.timers.push(
      setInterval(() => {
        const isKey = this.keyWanted;
        this.keyWanted = false;
        const nals = isKey ? [SPS, PPS, makeNal(5, frameBytes * 4)] : [makeNal(1, frameBytes)];
        const payloads = packetise(nals);
        for (const [index, payload] of payloads.entries())
          this.put('video', payload, ms * 90, index === payloads.length - 1);
        this.sent += 1;
        ms += frameMs;
      }, frameMs),
    );
    const { soundMs } = this;
    let sound = 0;
    this.timers.push(
      setInterval(() => {
        this.put('audio', soundPacket(soundMs / SOUND_MS), sound * 48, false);
        sound += soundMs;
      }, soundMs),
    );
  }

  /** Says nothing more, as one whose network is gone. */
  mute(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.timers.length = 0;
  }

  /** Says goodbye. */
  close(): void {
    this.mute();
    this.connection.close();
  }

  private put(kind: MediaKind, payload: Buffer, timestamp: number, marker: boolean): void {
    const packet = this.senders.get(kind)!.packet(blankPacket(payload), timestamp, marker);
    try {
      this.tracks.get(kind)!.sendMessageBinary(packet);
    } catch {
      // The other side has said goodbye.
      this.mute();
    }
  }

  private addTrack(kind: MediaKind): Promise<void> {
    const way = this.direction === 'push' ? 'SendOnly' : 'RecvOnly';
    const mid = kind === 'audio' ? '0' : '1';
    const media = kind === 'audio' ? new datachannel.Audio(mid, way) : new datachannel.Video(mid, way);
    const payloadType = PAYLOAD_TYPES[kind];
    if ('addH264Codec' in media)
      media.addH264Codec(
        payloadType,
        'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f',
      );
    else media.addOpusCodec(payloadType);
    const ssrc = randomInt(1, 2 ** 31);
    if (way === 'SendOnly') media.addSSRC(ssrc, 'client', 'client', `client-${kind}`);
    const track = this.connection.addTrack(media);
    this.tracks.set(kind, track);
    this.senders.set(
      kind,
      new TrackSender({
        ssrc,
        payloadType,
        clockRate: CLOCK_RATES[kind],
        firstSequence: 1,
        timestampOffset: 7,
      }),
    );
    this.listen(kind, track, ssrc);
    return new Promise((resolve) => track.onOpen(resolve));
  }

  private listen(kind: MediaKind, track: Track, ssrc: number): void {
    const depacketiser = new Depacketiser();
    const receiver = new TrackReceiver(
      { clockRate: CLOCK_RATES[kind], localSsrc: ssrc, canNack: kind === 'video' },
      {
        packet: (packet) => {
          if (kind === 'audio') this.received.audio += 1;
          const unit = kind === 'video' ? depacketiser.push(packet) : undefined;
          if (unit) this.received.video += 1;
          if (unit?.isKey) this.received.keys += 1;
        },
        lost: () => depacketiser.lost(),
      },
    );
    track.onMessage((bytes) => {
      const packet = isRtcp(bytes) ? undefined : readRtp(bytes);
      if (packet) return receiver.receive(packet, performance.now());
      for (const { type } of readRtcp(bytes)) {
        if (type !== 'pictureLoss') continue;
        this.asked += 1;
        this.keyWanted = true;
      }
    });
    this.timers.push(
      setInterval(() => {
        const reports = receiver.tick(performance.now());
        if (reports.length > 0 && track.isOpen()) track.sendMessageBinary(writeRtcp(reports));
      }, 20),
    );
  }
}

/** Connects a client to whatever answers its offer. */
export async function connect(client: RtcClient, answer: (offer: string) => Promise<string>): Promise<void> {
  client.accept(await answer(await client.offer));
  await client.connected;
}

/** One or two frames of CELT, 20 ms each, stereo, of one size (RFC 6716 §3.2); any bytes decode to something. */
function soundPacket(frames: number): Buffer {
  return Buffer.concat([Buffer.of(frames === 1 ? 0xfc : 0xfd), randomBytes(frames * SOUND_BYTES)]);
}
