import { type Amf0Value, Marker } from './amf0-value.ts';

/** Writes the values one after another, as commands and data messages carry them. */
export function writeAmf0(...values: readonly Amf0Value[]): Buffer {
  const parts: Buffer[] = [];
  for (const value of values) writeValue(value, parts);
  return Buffer.concat(parts);
}

function writeValue(value: Amf0Value, parts: Buffer[]): void {
  if (value === null) parts.push(Buffer.of(Marker.null));
  else if (value === undefined) parts.push(Buffer.of(Marker.undefined));
  else if (typeof value === 'number') parts.push(Buffer.of(Marker.number), double(value));
  else if (typeof value === 'boolean') parts.push(Buffer.of(Marker.boolean, value ? 1 : 0));
  else if (typeof value === 'string') writeString(value, parts);
  else if (value instanceof Date) {
    parts.push(Buffer.of(Marker.date), double(value.getTime()), Buffer.of(0, 0));
  } else if (value instanceof Map) {
    parts.push(Buffer.of(Marker.ecmaArray), uint32(value.size));
    writePairs(value, parts);
  } else if (Array.isArray(value)) {
    parts.push(Buffer.of(Marker.strictArray), uint32(value.length));
    for (const item of value) writeValue(item, parts);
  } else {
    parts.push(Buffer.of(Marker.object));
    writePairs(Object.entries(value), parts);
  }
}

function writeString(value: string, parts: Buffer[]): void {
  const bytes = Buffer.from(value);
  if (bytes.length > 0xffff) parts.push(Buffer.of(Marker.longString), uint32(bytes.length), bytes);
  else parts.push(Buffer.of(Marker.string), uint16(bytes.length), bytes);
}

function writePairs(pairs: Iterable<readonly [string, Amf0Value]>, parts: Buffer[]): void {
  for (const [key, value] of pairs) {
    const bytes = Buffer.from(key);
    if (bytes.length > 0xffff) throw new RangeError('an AMF0 key has at most 65,535 bytes');
    parts.push(uint16(bytes.length), bytes);
    writeValue(value, parts);
  }
  parts.push(Buffer.of(0, 0, Marker.objectEnd));
}

function double(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeDoubleBE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
