import { expect, test } from 'vitest';
import { initialOf } from './initial.ts';

test.each([
  ['Ann', 'A'],
  ['  bob ', 'B'],
  ['李小龙', '龙'],
  ['😀 Zoe', '😀'],
  ['7', '7'],
  ['', ''],
])('shows %j by %j', (name, initial) => {
  expect(initialOf(name)).toBe(initial);
});
