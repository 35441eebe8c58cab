import type { MediaKind } from '../access/access.ts';
import { type Amf0Value, amf0Entries } from '../amf0/amf0-value.ts';
import { type Amf0Limits, readAmf0 } from '../amf0/read-amf0.ts';
import { writeAmf0 } from '../amf0/write-amf0.ts';

const ABOUT: Record<MediaKind, RegExp> = {
  audio: /^(audio|stereo$|hasAudio$)/,
  video: /^(video|width$|height$|framerate$|hasVideo$|hasKeyframes$)/,
};

/**
 * A publisher's `onMetaData`. Players are told only of the kinds they get: ffmpeg and mpegts.js wait for every kind
 * that the metadata announces.
 */
export class Metadata {
  private readonly encoded = new Map<string, Buffer>();

  private constructor(
    private readonly entries: ReadonlyMap<string, Amf0Value>,
    /** Bytes of the message it came in. */
    readonly bytes: number,
  ) {}

  /** Reads a data message, `@setDataFrame` or not; undefined when it is something else. */
  static read(payload: Buffer, limits: Amf0Limits): Metadata | undefined {
    const reading = readAmf0(payload, limits);
    if ('fault' in reading) return undefined;
    const values = reading.values[0] === '@setDataFrame' ? reading.values.slice(1) : reading.values;
    const entries = values[0] === 'onMetaData' ? amf0Entries(values[1]) : undefined;
    return entries && new Metadata(entries, payload.length);
  }

  /** For a publisher that has no words of its own: H.264 and AAC, as far as they come. */
  static announce(kinds: readonly MediaKind[]): Metadata | undefined {
    if (kinds.length === 0) return undefined;
    const codecs = kinds.map((kind) => [`${kind}codecid`, kind === 'audio' ? 10 : 7] as const);
    return new Metadata(new Map(codecs), 64);
  }

  /** The kinds that the publisher says it sends; both when it says nothing. */
  get kinds(): readonly MediaKind[] {
    const named = (['audio', 'video'] as const).filter((kind) => this.entries.has(`${kind}codecid`));
    return named.length > 0 ? named : ['audio', 'video'];
  }

  /** The data message payload for a player of these kinds; the same buffer each time. */
  payloadFor(kinds: ReadonlySet<MediaKind>): Buffer {
    const hidden = (['audio', 'video'] as const).filter((kind) => !kinds.has(kind));
    const key = hidden.join();
    const ready = this.encoded.get(key);
    if (ready) return ready;
    const shown = [...this.entries].filter(([name]) => !hidden.some((kind) => ABOUT[kind].test(name)));
    const payload = writeAmf0('onMetaData', new Map(shown));
    this.encoded.set(key, payload);
    return payload;
  }
}
