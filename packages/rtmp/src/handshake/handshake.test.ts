import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  type DigestScheme,
  digestOffset,
  findDigest,
  HANDSHAKE_BYTES,
  PLAYER_KEY,
  SERVER_FULL_KEY,
  SERVER_KEY,
  signAnswer,
  signBlock,
} from './digest.ts';
import { Handshake } from './handshake.ts';

function c0c1(scheme?: DigestScheme): Buffer {
  const c1 = randomBytes(HANDSHAKE_BYTES);
  c1.writeUInt32BE(scheme === undefined ? 0 : 0x80000702, 4);
  if (scheme !== undefined) signBlock(c1, scheme, PLAYER_KEY);
  return Buffer.concat([Buffer.of(3), c1]);
}

describe('digestOffset', () => {
  it('is where ffmpeg and librtmp look: 12 or 776, and the sum of four bytes modulo 728', () => {
    const block = Buffer.alloc(HANDSHAKE_BYTES);
    block.set([5, 5, 5, 5], 8);
    block.set([255, 255, 255, 1], 772);
    expect(digestOffset(block, 0)).toBe(12 + 20);
    expect(digestOffset(block, 1)).toBe(776 + 38);
  });
});

describe('Handshake', () => {
  it('gives C1 back to a simple peer', () => {
    const sent = c0c1();
    const step = new Handshake().read(sent);
    if (step.step !== 'answer') throw new Error(step.step);
    expect(step.bytes.length).toBe(1 + 2 * HANDSHAKE_BYTES);
    expect(step.bytes[0]).toBe(3);
    expect(step.bytes.subarray(1 + HANDSHAKE_BYTES).equals(sent.subarray(1))).toBe(true);
  });

  it.each([0, 1] as const)('proves itself to a peer that signs by scheme %i', (scheme) => {
    const sent = c0c1(scheme);
    const step = new Handshake().read(sent);
    if (step.step !== 'answer') throw new Error(step.step);
    const s1 = step.bytes.subarray(1, 1 + HANDSHAKE_BYTES);
    expect(findDigest(s1, SERVER_KEY)?.scheme).toBe(scheme);
    const s2 = step.bytes.subarray(1 + HANDSHAKE_BYTES);
    const expected = Buffer.from(s2);
    signAnswer(
      expected,
      findDigest(sent.subarray(1), PLAYER_KEY)?.digest ?? Buffer.alloc(0),
      SERVER_FULL_KEY,
    );
    expect(s2.equals(expected)).toBe(true);
  });

  it('takes C0, C1 and C2 byte by byte, and hands on what follows', () => {
    const handshake = new Handshake();
    const steps: string[] = [];
    for (const byte of c0c1(1)) steps.push(handshake.read(Buffer.of(byte)).step);
    expect(steps.filter((step) => step !== 'wait')).toEqual(['answer']);
    for (const byte of Buffer.alloc(HANDSHAKE_BYTES - 1)) {
      expect(handshake.read(Buffer.of(byte)).step).toBe('wait');
    }
    expect(handshake.read(Buffer.of(0, 7, 8))).toEqual({ step: 'done', rest: Buffer.of(7, 8) });
  });

  it('refuses other versions, RTMPE among them', () => {
    expect(new Handshake().read(Buffer.of(6)).step).toBe('fault');
    expect(new Handshake().read(Buffer.from('GET / HTTP/1.1')).step).toBe('fault');
  });
});
