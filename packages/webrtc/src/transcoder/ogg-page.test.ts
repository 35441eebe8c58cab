import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OggReader } from '../../test/ogg-reader.ts';
import { writeOggPage } from './ogg-page.ts';

const packets = fc.array(fc.uint8Array({ minLength: 1, maxLength: 1_300 }), { minLength: 1, maxLength: 8 });

it('reads the packets back, wherever the bytes are cut', () => {
  fc.assert(
    fc.property(packets, fc.integer({ min: 1, max: 400 }), (written, size) => {
      const bytes = Buffer.concat(
        written.map((packet, sequence) =>
          writeOggPage({ granule: 0n, sequence, isFirst: sequence === 0, packet: Buffer.from(packet) }),
        ),
      );
      const reader = new OggReader();
      const read: Buffer[] = [];
      for (let at = 0; at < bytes.length; at += size)
        reader.read(bytes.subarray(at, at + size), (packet) => read.push(packet));
      expect(read.map((it) => it.toString('hex'))).toEqual(
        written.map((it) => Buffer.from(it).toString('hex')),
      );
    }),
  );
});

it('puts a packet together that goes on in the next page', () => {
  const page = (laces: readonly number[], body: Buffer) =>
    Buffer.concat([Buffer.from('OggS'), Buffer.alloc(22), Buffer.of(laces.length, ...laces), body]);
  const read: number[] = [];
  const reader = new OggReader();
  const take = (packet: Buffer) => read.push(packet.length);
  reader.read(page([255, 255], Buffer.alloc(510)), take);
  expect(read).toEqual([]);
  reader.read(page([255, 5, 7], Buffer.alloc(267)), take);
  expect(read).toEqual([770, 7]);
});

it('writes the checksum that RFC 3533 wants', () => {
  // The first page of a file that libogg made, its own checksum in it.
  const head = Buffer.from('4f707573486561640102380180bb0000000000', 'hex');
  const page = writeOggPage({ granule: 0n, sequence: 0, isFirst: true, packet: head });
  const again = Buffer.from(page);
  again.writeUInt32LE(0, 22);
  let crc = 0;
  for (const byte of again) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000_0000 ? (crc << 1) ^ 0x04c1_1db7 : crc << 1;
  }
  expect(page.readUInt32LE(22)).toBe(crc >>> 0);
});
