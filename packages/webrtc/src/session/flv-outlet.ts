import { writeAac, writeAacHeader } from '../flv/flv-audio.ts';
import { writeAvcHeader, writeAvcUnit } from '../flv/flv-video.ts';
import { avcConfigOf } from '../h264/avc-config.ts';
import type { FlvPacket } from '../media.ts';
import type { AudioTranscoder, TranscoderFactory } from '../transcoder/audio-transcoder.ts';

/** Turns what a browser pushes into what RTMP carries: H.264 as it is, Opus into AAC while somebody needs it. */
export class FlvOutlet {
  private header: Buffer | undefined;
  private isAudioAnnounced = false;
  private transcoder: AudioTranscoder | undefined;

  constructor(
    private readonly codecs: TranscoderFactory | undefined,
    private readonly emit: (packet: FlvPacket) => void,
  ) {}

  video(nals: readonly Buffer[], isKey: boolean, timestamp: number): void {
    if (isKey) this.announce(nals, timestamp);
    // Nobody can decode what comes before.
    if (!this.header) return;
    const payload = writeAvcUnit({ nals, isKey });
    if (payload) this.emit({ kind: 'video', role: isKey ? 'key' : 'delta', timestamp, payload });
  }

  /** One Opus packet. The header of its AAC goes before anybody needs it: players look only at what comes first. */
  audio(packet: Buffer, timestamp: number): void {
    if (!this.codecs) return;
    if (!this.isAudioAnnounced) {
      this.isAudioAnnounced = true;
      this.emit({ kind: 'audio', role: 'header', timestamp, payload: writeAacHeader(this.codecs.aac) });
    }
    this.transcoder?.push(packet, timestamp);
  }

  /** Whether anybody needs AAC. */
  demandAudio(demanded: boolean): void {
    if (demanded === (this.transcoder !== undefined)) return;
    this.transcoder?.close();
    this.transcoder = undefined;
    if (!demanded) return;
    this.transcoder = this.codecs?.toAac({
      packet: (frame, timestamp) =>
        this.emit({ kind: 'audio', role: 'key', timestamp, payload: writeAac(frame) }),
    });
  }

  close(): void {
    this.demandAudio(false);
  }

  /** A new sequence header, whenever the parameter sets change. */
  private announce(nals: readonly Buffer[], timestamp: number): void {
    const config = avcConfigOf(nals);
    if (!config) return;
    const header = writeAvcHeader(config);
    if (this.header?.equals(header)) return;
    this.header = header;
    this.emit({ kind: 'video', role: 'header', timestamp, payload: header });
  }
}
