import { readFileSync } from 'node:fs';
import path from 'node:path';

const app = path.resolve(import.meta.dirname, '..');

/** Why a line of the demo may differ from the guide. */
export const reasons = [
  'placeholder',
  'syntax',
  'WXML comment',
  'closing tag',
  'string boolean',
  'item',
  'business layer',
  'surrounding',
] as const;

/** A guide's line that is gone, a demo's line that came, or one for the other. */
export interface Change {
  readonly guide?: string;
  readonly demo?: string;
  readonly reason: string;
}

/** The samples of the guide that one file is made of, quoted line by line, without its indentation. */
export const quoted = {
  'pages/call/call.js': () => {
    const sample = quote('sample');
    const place = sample.indexOf('//通知应用程序更新后的推流地址和拉流地址。');
    const events = [...sample.slice(0, place), ...quote('stream-removed'), ...sample.slice(place)];
    return [...events, ...quote('live-pusher-handlers'), ...quote('live-player-handlers')];
  },
  'pages/call/call.wxml': () => [...quote('live-pusher'), ...quote('live-player')],
} as const;

export type DemoFile = keyof typeof quoted;

function quote(name: string): string[] {
  return lines(readFileSync(path.join(import.meta.dirname, 'guide', `${name}.txt`), 'utf8'));
}

export function demo(file: DemoFile): string[] {
  return lines(readFileSync(path.join(app, 'src', file), 'utf8'));
}

/**
 * The changes that docs/nertc-guide-diff.md lists for a file: rows of its table, and the lines of its blocks of code,
 * whose reason is the heading above them.
 */
export function listed(file: DemoFile): Change[] {
  const text = readFileSync(path.resolve(app, '../../docs/nertc-guide-diff.md'), 'utf8');
  const section = text.split(/^## /m).find((it) => it.startsWith(`\`${file}\``)) ?? '';
  const rows = [...section.matchAll(/^\| *(`.*`|–) *\| *(`.*`|–) *\| *([^|]+?) *\|$/gm)].map(
    ([, guide, changed, reason]) => ({ guide: code(guide!), demo: code(changed!), reason: reason! }),
  );
  const blocks = [...section.matchAll(/^### (.+)\n[^#]*?```\w+\n([\s\S]*?)```/gm)].flatMap(
    ([, reason, block]) => lines(block!).map((line) => ({ demo: line, reason: reason! })),
  );
  return [...rows, ...blocks];
}

/** What has to go and to come to get from one text to the other, by their longest common subsequence. */
export function difference(
  from: readonly string[],
  to: readonly string[],
): { removed: string[]; added: string[] } {
  const common = Array.from({ length: from.length + 1 }, () => new Array<number>(to.length + 1).fill(0));
  for (let i = from.length - 1; i >= 0; i--)
    for (let j = to.length - 1; j >= 0; j--)
      common[i]![j] =
        from[i] === to[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const removed: string[] = [];
  const added: string[] = [];
  let [i, j] = [0, 0];
  while (i < from.length && j < to.length) {
    if (from[i] === to[j]) [i, j] = [i + 1, j + 1];
    else if (common[i + 1]![j]! >= common[i]![j + 1]!) removed.push(from[i++]!);
    else added.push(to[j++]!);
  }
  return { removed: [...removed, ...from.slice(i)], added: [...added, ...to.slice(j)] };
}

function lines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The code in a cell; none where the cell is a dash. */
function code(cell: string): string | undefined {
  return cell === '–' ? undefined : /^(`+) ?(.*?) ?\1$/.exec(cell)?.[2];
}
