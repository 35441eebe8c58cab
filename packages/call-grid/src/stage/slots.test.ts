import { expect, test } from 'vitest';
import { assignSlots, emptySlots, type Slots, screenSlots } from './slots.ts';

test('puts newcomers in the first free slots', () => {
  expect(assignSlots(emptySlots(3), ['1/camera', '2/camera'])).toEqual(['1/camera', '2/camera', null]);
});

test('moves nobody when somebody leaves, and gives the free slot to the next', () => {
  const slots: Slots = ['1/camera', '2/camera', '3/camera'];
  const after = assignSlots(slots, ['1/camera', '3/camera']);
  expect(after).toEqual(['1/camera', null, '3/camera']);
  expect(assignSlots(after, ['1/camera', '3/camera', '4/camera'])).toEqual([
    '1/camera',
    '4/camera',
    '3/camera',
  ]);
});

test('lets those wait for whom there is no slot', () => {
  const full = assignSlots(emptySlots(2), ['1/camera', '2/camera', '3/camera']);
  expect(full).toEqual(['1/camera', '2/camera']);
  expect(assignSlots(full, ['2/camera', '3/camera'])).toEqual(['3/camera', '2/camera']);
});

test('gives the same slots when nothing changed', () => {
  const slots = assignSlots(emptySlots(3), ['1/camera']);
  expect(assignSlots(slots, ['1/camera'])).toBe(slots);
});

test('gives a screen the slot of the camera that came last where all are taken, and moves nobody else', () => {
  const full = assignSlots(emptySlots(2), ['1/camera', '2/camera']);
  const shared = assignSlots(full, ['1/camera', '2/camera', '1/screen']);
  expect(shared).toEqual(['1/camera', '1/screen']);
  expect(screenSlots(shared)).toEqual([1]);
  expect(assignSlots(shared, ['1/camera', '2/camera'])).toEqual(['1/camera', '2/camera']);
});

test('takes no slot from a screen', () => {
  const screens = assignSlots(emptySlots(1), ['1/screen']);
  expect(assignSlots(screens, ['1/screen', '2/screen'])).toBe(screens);
});
