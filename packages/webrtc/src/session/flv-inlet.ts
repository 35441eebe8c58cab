import type { AacConfig } from '../flv/aac-config.ts';
import { readAac } from '../flv/flv-audio.ts';
import { readAvc } from '../flv/flv-video.ts';
import type { AvcConfig } from '../h264/avc-config.ts';
import { isBSlice } from '../h264/slice-type.ts';
import type { FlvPacket } from '../media.ts';
import type { StreamRelay } from '../relay/stream-relay.ts';
import type { AudioTranscoder, TranscoderFactory } from '../transcoder/audio-transcoder.ts';

const TYPE = 0x1f;
const DELIMITER = 9;
const SPS = 7;

/** Turns what RTMP carries into what browsers take: H.264 without B pictures, AAC into Opus while somebody listens. */
export class FlvInlet {
  private config: AvcConfig | undefined;
  private format: AacConfig | undefined;
  private transcoder: AudioTranscoder | undefined;
  private isHeard = false;

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
      this.relay.forget('video');
    }
    if (read?.type !== 'unit' || !this.config) return;
    const nals = read.nals.filter((nal) => (nal[0]! & TYPE) !== DELIMITER);
    // WebRTC shows pictures in the order in which they come (RFC 7742 §6.2 asks for no B slices).
    if (nals.length === 0 || nals.some(isBSlice)) return;
    const { sps, pps } = this.config;
    const isComplete = !read.isKey || nals.some((nal) => (nal[0]! & TYPE) === SPS);
    this.relay.video(
      isComplete ? nals : [...sps, ...pps, ...nals],
      read.isKey,
      timestamp + read.compositionMs,
    );
  }

  private takeAudio(payload: Buffer, timestamp: number): void {
    const read = readAac(payload);
    if (read?.type === 'header') {
      this.close();
      this.format = read.config;
      this.transcode();
    }
    if (read?.type === 'frame') this.transcoder?.push(read.frame, timestamp);
  }

  private transcode(): void {
    const { format, codecs, isHeard } = this;
    if (!isHeard || !format) return this.close();
    this.transcoder ??= codecs?.toOpus(format, { packet: (packet, ms) => this.relay.audio(packet, ms) });
  }
}
