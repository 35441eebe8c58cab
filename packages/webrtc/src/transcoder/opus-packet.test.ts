import { expect, it } from 'vitest';
import { lostOpus, opusDuration } from './opus-packet.ts';

// Configuration in the upper five bits, the number of frames in the lower two (RFC 6716 §3.1).
it.each([
  ['SILK, 60 ms', [3 << 3], 60],
  ['hybrid, 20 ms', [13 << 3], 20],
  ['CELT, 2.5 ms', [16 << 3], 2.5],
  ['CELT, 20 ms', [31 << 3], 20],
  ['two frames of 20 ms', [(31 << 3) | 1], 40],
  ['six frames of 20 ms', [(31 << 3) | 3, 6], 120],
  ['more than 120 ms', [(31 << 3) | 3, 7], undefined],
  ['no frame', [(31 << 3) | 3, 0], undefined],
  ['nothing', [], undefined],
])('tells how long %s is', (_, bytes, expected) => {
  expect(opusDuration(Buffer.from(bytes))).toBe(expected);
});

it.each([
  ['one frame', [(31 << 3) | 4, 1, 2, 3], 1, 20],
  ['two of one size', [(31 << 3) | 1, 1, 2], 1, 40],
  ['two of different sizes', [(31 << 3) | 2, 1, 2, 3], 1, 40],
  ['three, padded and each of its own size', [(31 << 3) | 3, 0xc3, 1, 2, 3], 2, 60],
])('makes a lost packet as long as the one it stands before: %s', (_, bytes, length, ms) => {
  const lost = lostOpus(Buffer.from(bytes));
  expect([lost.length, opusDuration(lost)]).toEqual([length, ms]);
});
