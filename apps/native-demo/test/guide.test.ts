import { describe, expect, it } from 'vitest';
import { type DemoFile, demo, difference, listed, quoted, reasons } from './guide-diff.ts';

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
