import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as react from '@callgrid/react';
import { describe, expect, it } from 'vitest';
import { root } from '../phone-call.ts';
import { type CoverageRow, coverageRows, type TestName } from './coverage-rows.ts';

const hooks = Object.keys(react).filter((name) => name.startsWith('use'));
const rows = coverageRows(hooks);
const index = JSON.parse(readFileSync(join(root, 'apps/playground/dist/index.json'), 'utf8')) as {
  entries: Record<string, { type: string }>;
};

describe.each(rows)('$group: $what', ({ story, phone, chromium }) => {
  it('has a story, and tests that there are', () => {
    const stories = 'story' in chromium ? [story, chromium.story] : [story];
    for (const id of stories) expect(index.entries[id]?.type, id).toBe('story');
    const tests = 'story' in chromium ? [phone] : [phone, chromium];
    for (const test of tests) expect(hasTest(test), `${test.file}: ${test.title}`).toBe(true);
  });
});

it('every story of a hook is named by a row', () => {
  const named = rows.map(({ story }) => story);
  const shown = Object.keys(index.entries).filter((id) => id.startsWith('hooks--use-'));
  expect(shown.filter((id) => !named.includes(id))).toEqual([]);
});

// To write it anew: vitest run --root internal/e2e --config looks.config.ts coverage -u
it('docs/callgrid-coverage.md says so', async () => {
  await expect(page(rows)).toMatchFileSnapshot(join(root, 'docs/callgrid-coverage.md'));
});

/** By its title as it stands in the file, or by what it begins with: there, or in a table's row. */
function hasTest({ file, title }: TestName): boolean {
  const path = join(root, `${file}.test.ts`);
  if (!existsSync(path)) return false;
  const source = readFileSync(path, 'utf8');
  const [first] = title.split(' ');
  if (!title.endsWith(' says')) return source.includes(`'${title}'`);
  return source.includes(`'${title} `) || source.includes(`['${first}',`);
}

function page(all: readonly CoverageRow[]): string {
  const groups = [...new Set(all.map(({ group }) => group))];
  const sections = groups.map((group) => {
    const cells = all
      .filter((row) => row.group === group)
      .map(({ what, story, phone, chromium }) => [what, `\`${story}\``, nameOf(phone), seenIn(chromium)]);
    return `## ${group}\n\n${table([['what', 'story', 'on the headless phone', 'in Chromium'], ...cells])}\n`;
  });
  return `${HEAD}\n${sections.join('\n')}`;
}

function nameOf({ file, title }: TestName): string {
  return `\`${file.split('/').at(-1)}\`: ${title}`;
}

function seenIn(chromium: CoverageRow['chromium']): string {
  if ('title' in chromium) return nameOf(chromium);
  return 'shows' in chromium
    ? `\`${chromium.shows}\``
    : `absent: \`${chromium.lacks}\` in \`${chromium.story}\``;
}

function table(lines: readonly (readonly string[])[]): string {
  const [head = []] = lines;
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  const write = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [write(head), rule, ...lines.slice(1).map(write)].join('\n');
}

const HEAD = `# What of CallGrid is shown and tested

Written by \`internal/e2e/src/looks/coverage.test.ts\`, which fails where a story or a test is missing. Stories are the playground's
(\`npm run playground\`). On the headless phone the compiled demo runs: \`looks-phone\`, \`fourteen-people\` and \`background\` lie in
\`internal/e2e/src\`, \`call\` in \`apps/demo/test\`. In Chromium \`stories\` opens each story and looks for what the last
column says; where browsers lack an ability, \`platform.capabilities\` says so, and it looks that the control is absent.
`;
