import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const files = execFileSync('git', ['ls-files', '*.zh-CN.md', '*.zh-CN.json', '*texts.ts'], { cwd: root })
  .toString()
  .trim()
  .split('\n');

/** What is no prose: code, links, comments, and what a template puts in. */
const otherwise = /^```[\s\S]*?^```|`[^`\n]*`|\]\([^)]*\)|<!--.*?-->|\$\{[^}]*\}/gm;
/** Of half the width, beside a Chinese letter. */
const halfWidth = /[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]/;

test.each(files)('what is Chinese has Chinese punctuation: %s', (file) => {
  const source = readFileSync(path.join(root, file), 'utf8');
  const isProse = file.endsWith('.md') || file.endsWith('.json');
  const prose = isProse ? source.replace(otherwise, '') : source.replace(/\$\{[^}]*\}/g, '');
  expect(prose.split('\n').filter((line) => halfWidth.test(line))).toEqual([]);
});
