import { expect, test } from 'vitest';
import { texts } from './texts.ts';
import { localeFor } from './use-texts.ts';

test.each([
  ['zh-CN', 'zh-CN'],
  ['zh_CN', 'zh-CN'],
  ['zh-Hant-TW', 'zh-CN'],
  ['zh', 'zh-CN'],
  ['en-US', 'en'],
  ['fr', 'en'],
  [undefined, 'en'],
])('speaks to a system in %s in %s', (language, locale) => {
  expect(localeFor(language)).toBe(locale);
});

test('both languages advise on the same errors', () => {
  expect(Object.keys(texts['zh-CN'].advice)).toEqual(Object.keys(texts.en.advice));
});
