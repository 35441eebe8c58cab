import type { Random } from '../random.ts';

const edges = [0, 1, 0x7f, 0x80, 0xff, 0xfffe, 0xffff, 0x7fffff, 0xfffffe, 0xffffff, 0x7fffffff, 0xffffffff];

/** Bytes that are not quite the ones given; always other ones, unless there were none. */
export function mutateBytes(bytes: Buffer, random: Random, donor: Buffer = bytes): Buffer {
  if (bytes.length === 0) return bytes;
  const changed = random.pick(changes)(Buffer.from(bytes), random, donor);
  if (!changed.equals(bytes)) return changed;
  return flipBit(Buffer.from(bytes), random);
}

type Change = (bytes: Buffer, random: Random, donor: Buffer) => Buffer;

const changes: readonly Change[] = [
  flipBit,
  flipBit,
  setByte,
  setNumber,
  setNumber,
  (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  (bytes, random) => bytes.subarray(random.below(bytes.length)),
  // A part comes twice, is left out, or changes places with what follows it.
  (bytes, random) => {
    const [from, to] = span(bytes, random);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  (bytes, random) => {
    const [from, to] = span(bytes, random);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  (bytes, random) => {
    const [from, to] = span(bytes, random);
    const end = Math.min(bytes.length, to + (to - from));
    const parts = [bytes.subarray(0, from), bytes.subarray(to, end), bytes.subarray(from, to)];
    return Buffer.concat([...parts, bytes.subarray(end)]);
  },
  (bytes, random, donor) => {
    const at = random.below(bytes.length);
    const [from, to] = span(donor, random);
    return Buffer.concat([bytes.subarray(0, at), donor.subarray(from, to), bytes.subarray(at)]);
  },
  (bytes, random) => {
    const at = random.below(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), random.bytes(random.between(1, 24)), bytes.subarray(at)]);
  },
];

function flipBit(bytes: Buffer, random: Random): Buffer {
  const at = random.below(bytes.length);
  bytes[at] = bytes[at]! ^ (1 << random.below(8));
  return bytes;
}

function setByte(bytes: Buffer, random: Random): Buffer {
  bytes[random.below(bytes.length)] = random.next();
  return bytes;
}

/** Lengths, counts and times are two to four bytes long. */
function setNumber(bytes: Buffer, random: Random): Buffer {
  const length = random.between(2, 4);
  if (bytes.length < length) return setByte(bytes, random);
  const value = random.pick(edges) % 2 ** (8 * length);
  bytes.writeUIntBE(value, random.below(bytes.length - length + 1), length);
  return bytes;
}

function span(bytes: Buffer, random: Random): readonly [from: number, to: number] {
  const from = random.below(bytes.length);
  return [from, Math.min(bytes.length, from + random.between(1, 64))];
}
