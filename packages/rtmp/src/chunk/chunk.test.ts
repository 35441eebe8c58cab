import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChunkPeer } from '../../test/chunk-peer.ts';
import { ChunkReader } from './chunk-reader.ts';
import { encodeMessage, messageSize } from './chunk-writer.ts';
import type { RtmpMessage } from './message.ts';

const limits = { messageBytes: 100_000, chunkStreams: 64, chunkBytes: 1_000_000 };

const message = fc.record({
  type: fc.constantFrom(4, 8, 9, 18, 20),
  streamId: fc.constantFrom(0, 1, 7),
  timestamp: fc.oneof(
    fc.integer({ min: 0, max: 500 }),
    fc.integer({ min: 0xfffff0, max: 0x1000010 }),
    fc.integer({ min: 0, max: 0xffffffff }),
  ),
  payload: fc
    .oneof(fc.constantFrom(0, 1, 128, 129, 256), fc.integer({ min: 0, max: 40_000 }))
    .map((size) => filled(size)),
});

function filled(size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, (_, index) => (index * 7) & 0xff));
}

/** Payloads as text: comparing long buffers byte by byte takes vitest seconds. */
function plain(messages: readonly RtmpMessage[]) {
  return messages.map((one) => ({ ...one, payload: one.payload.toString('latin1') }));
}

function readAll(reader: ChunkReader, bytes: Buffer, cuts: readonly number[] = []) {
  const messages: RtmpMessage[] = [];
  let fault: string | undefined;
  let from = 0;
  for (const cut of [...cuts, bytes.length]) {
    const to = Math.min(bytes.length, from + Math.max(cut, 0));
    fault = reader.read(bytes.subarray(from, to), (one) => messages.push(one));
    from = to;
  }
  fault = reader.read(bytes.subarray(from), (one) => messages.push(one));
  return { messages, fault };
}

describe('ChunkReader', () => {
  it('reads what our writer writes, for any chunk size and any split', () => {
    const sizes = fc.integer({ min: 1, max: 70_000 });
    const cuts = fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 30 });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 5 }), sizes, cuts, (messages, chunkBytes, pieces) => {
        const peer = new ChunkPeer();
        const encoded = messages.map((one) => encodeMessage(one, { chunkStream: 5, chunkBytes }));
        for (const [index, one] of messages.entries()) {
          expect(encoded[index]?.length).toBe(messageSize(one, chunkBytes));
        }
        const bytes = Buffer.concat([peer.setChunkBytes(chunkBytes), ...encoded]);
        const read = readAll(new ChunkReader(limits), bytes, pieces);
        expect(read.fault).toBeUndefined();
        expect(plain(read.messages)).toEqual(plain(messages));
      }),
      { numRuns: 60 },
    );
  });

  it('reads interleaved chunk streams with any headers, while the chunk size keeps changing', () => {
    const step = fc.record({
      pick: fc.nat(),
      format: fc.integer({ min: 0, max: 3 }),
      size: fc.option(fc.integer({ min: 1, max: 5_000 })),
    });
    const streams = fc.uniqueArray(fc.constantFrom<number[]>(3, 4, 63, 64, 319, 320, 65_599), {
      minLength: 1,
      maxLength: 4,
    });
    const cuts = fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 30 });
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 8 }),
        streams,
        fc.array(step, { maxLength: 60 }),
        cuts,
        (messages, ids, steps, pieces) => {
          const peer = new ChunkPeer();
          const chunks: Buffer[] = [];
          const finished: RtmpMessage[] = [];
          const open = new Map<number, RtmpMessage>();
          const waiting = [...messages];
          const settle = () => {
            for (const [id, one] of open) {
              if (peer.unfinished.includes(id)) continue;
              open.delete(id);
              finished.push(one);
            }
          };
          const advance = ({ pick, format, size }: { pick: number; format: number; size: number | null }) => {
            if (size !== null) chunks.push(peer.setChunkBytes(size));
            const id = ids[pick % ids.length] ?? 3;
            const next = open.has(id) ? undefined : waiting.shift();
            if (next) {
              open.set(id, next);
              chunks.push(peer.begin(id, next, format));
            } else if (open.has(id)) chunks.push(peer.proceed(id));
            settle();
          };
          for (const one of steps) advance(one);
          while (open.size > 0)
            advance({ pick: ids.indexOf([...open.keys()][0] ?? 3), format: 3, size: 4_000 });
          const read = readAll(new ChunkReader(limits), Buffer.concat(chunks), pieces);
          expect(read.fault).toBeUndefined();
          expect(plain(read.messages)).toEqual(plain(finished));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('obeys a chunk size that changes in the middle of another message', () => {
    const peer = new ChunkPeer();
    const video = { type: 9, streamId: 1, timestamp: 40, payload: filled(1_000) };
    const bytes = [
      peer.begin(6, video),
      peer.setChunkBytes(400),
      peer.proceed(6),
      peer.setChunkBytes(5_000),
      peer.proceed(6),
    ];
    expect(readAll(new ChunkReader(limits), Buffer.concat(bytes)).messages).toEqual([video]);
  });

  it('reads extended timestamps on type 3 chunks, and does without where an encoder leaves them out', () => {
    const timestamp = 0x01020304;
    const payload = filled(300);
    const repeated = encodeMessage({ type: 9, streamId: 1, timestamp, payload }, { chunkStream: 6 });
    const bare = Buffer.concat([
      repeated.subarray(0, 16 + 128),
      Buffer.of(0xc6),
      payload.subarray(128, 256),
      Buffer.of(0xc6),
      payload.subarray(256),
    ]);
    for (const bytes of [repeated, bare]) {
      const { messages } = readAll(new ChunkReader(limits), bytes);
      expect(messages).toEqual([{ type: 9, streamId: 1, timestamp, payload }]);
    }
  });

  it('adds the last delta for a type 3 chunk that begins a message', () => {
    const peer = new ChunkPeer();
    const at = (timestamp: number) => ({ type: 8, streamId: 1, timestamp, payload: filled(10) });
    const bytes = [peer.whole(4, at(100)), peer.whole(4, at(123)), peer.whole(4, at(146))];
    expect(bytes[2]?.[0]).toBe(0xc4);
    const { messages } = readAll(new ChunkReader(limits), Buffer.concat(bytes));
    expect(messages.map((one) => one.timestamp)).toEqual([100, 123, 146]);
  });

  it('forgets a message that is aborted', () => {
    const peer = new ChunkPeer();
    const lost = peer.begin(6, { type: 9, streamId: 1, timestamp: 0, payload: filled(300) });
    const abort = encodeMessage(
      { type: 2, streamId: 0, timestamp: 0, payload: Buffer.of(0, 0, 0, 6) },
      { chunkStream: 2 },
    );
    const next = { type: 9, streamId: 1, timestamp: 40, payload: filled(50) };
    const bytes = Buffer.concat([lost, abort, encodeMessage(next, { chunkStream: 6 })]);
    expect(readAll(new ChunkReader(limits), bytes)).toEqual({ messages: [next], fault: undefined });
  });

  it('finds fault with what goes beyond its limits', () => {
    const header = (id: number, length: number) => {
      const bytes = encodeMessage(
        { type: 9, streamId: 1, timestamp: 0, payload: Buffer.alloc(0) },
        { chunkStream: id },
      );
      bytes.writeUIntBE(length, 4, 3);
      return bytes;
    };
    const faultOf = (...parts: Buffer[]) => readAll(new ChunkReader(limits), Buffer.concat(parts)).fault;
    expect(faultOf(header(5, 100_001))).toContain('longer');
    const begun = (id: number) => Buffer.concat([header(id, 90_000), Buffer.alloc(128)]);
    expect(faultOf(...[3, 4, 5, 6, 7, 8, 9].map(begun))).toContain('longer');
    const half = (id: number) => Buffer.concat([header(id, 90_000), Buffer.alloc(50_001)]);
    expect(faultOf(new ChunkPeer().setChunkBytes(50_001), half(3), half(4))).toContain('under way');
    const few = new ChunkReader({ ...limits, chunkStreams: 2 });
    expect(readAll(few, Buffer.concat([3, 4, 5].map((id) => header(id, 0)))).fault).toContain(
      'chunk streams',
    );
    expect(faultOf(new ChunkPeer().setChunkBytes(0))).toContain('chunk size');
    expect(faultOf(new ChunkPeer().setChunkBytes(2 ** 31))).toContain('chunk size');
  });

  it('answers random and mutated bytes with messages or a fault, and never throws', () => {
    const good = Buffer.concat([
      encodeMessage({ type: 20, streamId: 0, timestamp: 0, payload: filled(300) }, { chunkStream: 3 }),
      encodeMessage({ type: 9, streamId: 1, timestamp: 0xffffff, payload: filled(700) }, { chunkStream: 6 }),
    ]);
    const mutated = fc
      .array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 })
      .map((changes) => {
        const bytes = Buffer.from(good);
        for (const [at, byte] of changes) bytes[at] = byte;
        return bytes;
      });
    const random = fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(mutated, random), fc.array(fc.nat(200), { maxLength: 10 }), (bytes, cuts) => {
        const { fault } = readAll(new ChunkReader(limits), bytes, cuts);
        expect(['string', 'undefined']).toContain(typeof fault);
      }),
      { numRuns: 1_000 },
    );
  });
});
