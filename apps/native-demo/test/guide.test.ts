import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type DemoFile, demo, difference, listed, quote, quoted, quotes, reasons } from './guide-diff.ts';

const guide = path.resolve(import.meta.dirname, '../../../../shared/reference/nertc-mini-program-guide.txt');

describe.each(Object.keys(quoted) as DemoFile[])('%s', (file) => {
  const given = quoted[file]();
  const changes = listed(file);
  const { removed, added } = difference(given, demo(file));

  it('lacks no line of the guide that docs/nertc-guide-diff.md does not list', () => {
    expect(changes.flatMap((it) => it.guide ?? []).sort()).toEqual(removed.sort());
  });

  it('has no line beside the guide that docs/nertc-guide-diff.md does not list', () => {
    expect(changes.flatMap((it) => it.demo ?? []).sort()).toEqual(added.sort());
  });

  it('differs for the reasons that are allowed alone', () => {
    expect(changes.filter(({ reason }) => !(reasons as readonly string[]).includes(reason))).toEqual([]);
    const changed = changes.filter(({ reason }) => reason !== 'surrounding');
    expect(changed.length).toBeLessThan(given.length / 5);
  });
});

it.skipIf(!existsSync(guide)).each([...quotes])('quotes the guide word by word: %s', (name) => {
  expect(readFileSync(guide, 'utf8')).toContain(quote(name).join('\n'));
});
