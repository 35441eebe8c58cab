import { expect, it } from 'vitest';
import { randomText } from './random-text.ts';

it.each([1, 2, 3, 6, 16])('gives %i bytes in letters that a URL leaves alone', (bytes) => {
  for (let i = 0; i < 200; i++) {
    const text = randomText(bytes);
    expect(text).toMatch(/^[\w-]+$/);
    expect(Buffer.from(text, 'base64url')).toHaveLength(bytes);
  }
});

it('gives another every time', () => {
  expect(new Set(Array.from({ length: 1_000 }, () => randomText(6))).size).toBe(1_000);
});
