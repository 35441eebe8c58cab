import type { AacConfig } from '../flv/aac-config.ts';
import { readAac } from '../flv/flv-audio.ts';
import { readAvc } from '../flv/flv-video.ts';
import type { AvcConfig } from '../h264/avc-config.ts';
import { NalType, nalType } from '../h264/nal-unit.ts';
import { isBPicture } from '../h264/slice-type.ts';
import type { FlvPacket } from '../media.ts';
import type { StreamRelay } from '../relay/stream-relay.ts';
import type { AudioTranscoder, TranscoderFactory } from '../transcoder/audio-transcoder.ts';

/** Sound that comes out of a codec later than this after what went in last is late: the codec had to start first. */
const LATE_MS = 120;

/** Turns what RTMP carries into what browsers take: H.264 without B pictures, AAC into Opus while somebody listens. */
export class FlvInlet {
  private config: AvcConfig | undefined;
  private format: AacConfig | undefined;
  private audioHeader: Buffer | undefined;
  private transcoder: AudioTranscoder | undefined;
  private isHeard = false;
  /** Until the codec has caught up, what comes out of it is past; played, it would hold up the picture as well. */
  private sound: 'catchingUp' | 'live' = 'catchingUp';
  private lastSoundMs = 0;

  constructor(
    private readonly codecs: TranscoderFactory | undefined,
    private readonly relay: StreamRelay,
  ) {}

  take({ kind, payload, timestamp }: FlvPacket): void {
    if (kind === 'video') this.takeVideo(payload, timestamp);
    else this.takeAudio(payload, timestamp);
  }

  /** Whether any viewer listens. */
  demandAudio(demanded: boolean): void {
    this.isHeard = demanded;
    this.transcode();
  }

  close(): void {
    this.transcoder?.close();
    this.transcoder = undefined;
  }

  private takeVideo(payload: Buffer, timestamp: number): void {
    const read = readAvc(payload, this.config?.lengthSize);
    if (read?.type === 'header') {
      this.config = read.config;
      this.relay.forgetPictures();
    }
    if (read?.type !== 'unit' || !this.config) return;
    const nals = read.nals.filter((nal) => nalType(nal) !== NalType.delimiter);
    // WebRTC shows pictures in the order in which they come (RFC 7742 §6.2 asks for no B slices).
    if (nals.length === 0 || isBPicture(nals)) return;
    const { sps, pps } = this.config;
    const isComplete = !read.isKey || nals.some((nal) => nalType(nal) === NalType.sps);
    this.relay.video(
      isComplete ? nals : [...sps, ...pps, ...nals],
      read.isKey,
      timestamp + read.compositionMs,
    );
  }

  private takeAudio(payload: Buffer, timestamp: number): void {
    const read = readAac(payload);
    if (read?.type === 'header' && !this.audioHeader?.equals(read.audioSpecificConfig)) {
      this.close();
      this.audioHeader = Buffer.from(read.audioSpecificConfig);
      this.format = read.config;
      this.transcode();
    }
    if (read?.type !== 'frame' || !this.transcoder) return;
    this.lastSoundMs = timestamp;
    this.transcoder.push(read.frame, timestamp);
  }

  private giveSound(packet: Buffer, timestamp: number): void {
    if (this.lastSoundMs - timestamp <= LATE_MS) this.sound = 'live';
    if (this.sound === 'live') this.relay.audio(packet, timestamp);
  }

  private transcode(): void {
    const { format, codecs, isHeard } = this;
    if (!isHeard || !format) return this.close();
    if (this.transcoder) return;
    this.transcoder = codecs?.toOpus(format, {
      begun: () => {
        this.sound = 'catchingUp';
      },
      packet: (packet, ms) => this.giveSound(packet, ms),
    });
  }
}
