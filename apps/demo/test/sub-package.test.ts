import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

// Where the built demo keeps what: docs/sub-package.md, done.
const dist = path.resolve(import.meta.dirname, '../dist/weapp');
const files = (readdirSync(dist, { recursive: true }) as string[]).filter((file) =>
  /\.(js|wxss)$/.test(file),
);
const having = (mark: string) =>
  files.filter((file) => readFileSync(path.join(dist, file), 'utf8').includes(mark));

test.each(['callgrid-slot', '[BigNumber Error]', '.callgrid-controls'])(
  'the call is in the sub-package, and nothing of it in the main one: %s',
  (mark) => {
    expect(having(mark).length).toBeGreaterThan(0);
    for (const file of having(mark)) expect(file).toMatch(/^pages\/room\//);
  },
);

test('what every page needs is in the main package alone', () => {
  expect(having('onCommitFiberRoot')).toEqual(['app.js']);
});
