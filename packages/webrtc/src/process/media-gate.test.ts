import { expect, it } from 'vitest';
import type { FlvPacket, PacketRole } from '../media.ts';
import { MediaGate } from './media-gate.ts';

const MEGABYTE = 1024 * 1024;
const packet = (role: PacketRole, kind: 'audio' | 'video' = 'video'): FlvPacket => ({
  kind,
  role,
  timestamp: 0,
  payload: Buffer.alloc(100),
});

it('lets everything through while the other side reads', () => {
  const gate = new MediaGate();
  for (let count = 0; count < 100; count += 1) {
    expect(gate.admit('s', packet('delta'))).toBe(true);
    gate.sending(MEGABYTE);
    gate.sent(MEGABYTE);
  }
});

it('goes on with a keyframe after it had to drop pictures, and with sound at once', () => {
  const gate = new MediaGate();
  gate.sending(8 * MEGABYTE);
  expect(gate.admit('s', packet('delta'))).toBe(false);
  expect(gate.admit('s', packet('key', 'audio'))).toBe(false);
  expect(gate.admit('s', packet('header'))).toBe(true);
  gate.sent(8 * MEGABYTE);
  expect(gate.admit('s', packet('delta'))).toBe(false);
  expect(gate.admit('s', packet('key', 'audio'))).toBe(true);
  expect(gate.admit('other', packet('delta'))).toBe(true);
  expect(gate.admit('s', packet('key'))).toBe(true);
  expect(gate.admit('s', packet('delta'))).toBe(true);
});

it('lets headers through while it is full, and not for ever', () => {
  const gate = new MediaGate();
  gate.sending(8 * MEGABYTE);
  expect(gate.admit('s', packet('header'))).toBe(true);
  gate.sending(8 * MEGABYTE);
  expect(gate.admit('s', packet('header'))).toBe(false);
});
