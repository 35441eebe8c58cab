import { expect, test } from 'vitest';
import { webTexts } from './web-texts.ts';

test('both languages say the same things', () => {
  const names = (texts: object): unknown[] =>
    Object.entries(texts).map(([name, value]) => [
      name,
      typeof value === 'object' ? names(value) : typeof value,
    ]);
  expect(names(webTexts['zh-CN'])).toEqual(names(webTexts.en));
});
