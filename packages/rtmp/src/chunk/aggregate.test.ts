import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitAggregate } from './aggregate.ts';

function part(type: number, timestamp: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(11);
  head.writeUInt8(type, 0);
  head.writeUIntBE(payload.length, 1, 3);
  head.writeUIntBE(timestamp % 2 ** 24, 4, 3);
  head.writeUInt8(Math.floor(timestamp / 2 ** 24), 7);
  return Buffer.concat([head, payload, Buffer.alloc(4)]);
}

it("takes the aggregate's timestamp for its first part, and keeps the differences", () => {
  const payload = Buffer.concat([
    part(9, 0x1000000, Buffer.of(1)),
    part(8, 0x1000000 + 33, Buffer.of(2)),
    Buffer.of(9, 0, 0),
  ]);
  const parts = [...splitAggregate({ type: 22, streamId: 1, timestamp: 50, payload })];
  expect(parts).toEqual([
    { type: 9, streamId: 1, timestamp: 50, payload: Buffer.of(1) },
    { type: 8, streamId: 1, timestamp: 83, payload: Buffer.of(2) },
  ]);
});

it('never throws, whatever an aggregate holds', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const parts = [...splitAggregate({ type: 22, streamId: 1, timestamp: 0, payload: Buffer.from(bytes) })];
      expect(parts.length).toBeLessThan(20);
    }),
  );
});
