import { expect, test } from 'vitest';
import { assignSlots, emptySlots, type Slots } from './slots.ts';

test('puts newcomers in the first free slots', () => {
  expect(assignSlots(emptySlots(3), ['1/camera', '2/camera'])).toEqual(['1/camera', '2/camera', null]);
});

test('moves nobody when somebody leaves, and gives the free slot to the next', () => {
  const slots: Slots = ['1/camera', '2/camera', '3/camera'];
  const after = assignSlots(slots, ['3/camera', '1/camera']);
  expect(after).toEqual(['1/camera', null, '3/camera']);
  expect(assignSlots(after, ['4/camera', '1/camera', '3/camera'])).toEqual([
    '1/camera',
    '4/camera',
    '3/camera',
  ]);
});

test('makes another slot where there is none', () => {
  expect(assignSlots(emptySlots(1), ['1/camera', '2/camera'])).toEqual(['1/camera', '2/camera']);
});

test('gives the same slots when nothing changed', () => {
  const slots = assignSlots(emptySlots(3), ['1/camera', '2/camera']);
  expect(assignSlots(slots, ['2/camera', '1/camera'])).toBe(slots);
});
