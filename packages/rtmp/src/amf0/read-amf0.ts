import { type Amf0Value, Marker } from './amf0-value.ts';

/** Bounds on what one message may make us build. */
export interface Amf0Limits {
  /** How deep objects and arrays may nest. */
  amfDepth: number;
  /** Bytes of one string or key. */
  amfStringBytes: number;
  /** Values of all levels together. */
  amfEntries: number;
}

export type Amf0Reading = { values: Amf0Value[] } | { fault: string };

/** Reads every value in `bytes`. Never throws: what cannot be read is a `fault`. */
export function readAmf0(bytes: Buffer, limits: Amf0Limits): Amf0Reading {
  const reader = new Amf0Reader(bytes, limits);
  const values: Amf0Value[] = [];
  try {
    while (!reader.done) values.push(reader.value(0));
    return { values };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message };
    throw error;
  }
}

class Fault extends Error {}

class Amf0Reader {
  private offset = 0;
  private entries = 0;

  constructor(
    private readonly bytes: Buffer,
    private readonly limits: Amf0Limits,
  ) {}

  get done(): boolean {
    return this.offset >= this.bytes.length;
  }

  value(depth: number): Amf0Value {
    if (depth > this.limits.amfDepth) throw new Fault(`AMF0 nests deeper than ${this.limits.amfDepth}`);
    this.entries += 1;
    if (this.entries > this.limits.amfEntries) {
      throw new Fault(`AMF0 has more than ${this.limits.amfEntries} values`);
    }
    const marker = this.bytes.readUInt8(this.advance(1));
    switch (marker) {
      case Marker.number:
        return this.bytes.readDoubleBE(this.advance(8));
      case Marker.boolean:
        return this.bytes.readUInt8(this.advance(1)) !== 0;
      case Marker.string:
        return this.text(this.bytes.readUInt16BE(this.advance(2)));
      case Marker.longString:
      case Marker.xmlDocument:
        return this.text(this.bytes.readUInt32BE(this.advance(4)));
      case Marker.null:
        return null;
      case Marker.undefined:
      case Marker.unsupported:
        return undefined;
      case Marker.object:
        return Object.fromEntries(this.pairs(depth));
      case Marker.typedObject:
        this.text(this.bytes.readUInt16BE(this.advance(2)));
        return Object.fromEntries(this.pairs(depth));
      case Marker.ecmaArray:
        // The count is only a hint (AMF 0 §2.10): several encoders write 0.
        this.advance(4);
        return new Map(this.pairs(depth));
      case Marker.strictArray:
        return this.items(this.bytes.readUInt32BE(this.advance(4)), depth);
      case Marker.date: {
        const time = this.bytes.readDoubleBE(this.advance(8));
        this.advance(2);
        return new Date(time);
      }
      default:
        throw new Fault(`AMF0 marker 0x${marker.toString(16)} is not one we read`);
    }
  }

  private pairs(depth: number): [string, Amf0Value][] {
    const pairs: [string, Amf0Value][] = [];
    for (;;) {
      const key = this.text(this.bytes.readUInt16BE(this.advance(2)));
      if (key === '' && this.bytes[this.offset] === Marker.objectEnd) {
        this.advance(1);
        return pairs;
      }
      pairs.push([key, this.value(depth + 1)]);
    }
  }

  private items(count: number, depth: number): Amf0Value[] {
    const items: Amf0Value[] = [];
    for (let index = 0; index < count; index += 1) items.push(this.value(depth + 1));
    return items;
  }

  private text(length: number): string {
    if (length > this.limits.amfStringBytes) {
      throw new Fault(`AMF0 string is longer than ${this.limits.amfStringBytes} bytes`);
    }
    const start = this.advance(length);
    return this.bytes.toString('utf8', start, start + length);
  }

  /** The offset before the next `length` bytes, which must be there. */
  private advance(length: number): number {
    const start = this.offset;
    if (start + length > this.bytes.length) throw new Fault('AMF0 ends in the middle of a value');
    this.offset = start + length;
    return start;
  }
}
