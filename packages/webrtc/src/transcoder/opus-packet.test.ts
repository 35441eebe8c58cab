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

it('makes a lost packet of one frame as long as the one it stands before', () => {
  const packet = Buffer.of((31 << 3) | 4, 1, 2, 3);
  expect(lostOpus(packet)).toHaveLength(1);
  expect(opusDuration(lostOpus(packet))).toBe(20);
});
