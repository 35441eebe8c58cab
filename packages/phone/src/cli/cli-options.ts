import { parseArgs } from 'node:util';

/** One thing to do on each phone. */
export type Step =
  | { type: 'tap'; selector: string }
  | { type: 'input'; selector: string; value: string }
  | { type: 'until'; selector: string }
  | { type: 'untilText'; words: string }
  | { type: 'live'; count: number };

export interface CliOptions {
  readonly dist: string;
  readonly page: string | undefined;
  readonly query: Readonly<Record<string, string>>;
  readonly phones: number;
  readonly media: 'scripted' | 'ffmpeg';
  readonly colour: string | undefined;
  readonly tone: number | undefined;
  readonly steps: readonly Step[];
  readonly waitSeconds: number;
  readonly forSeconds: number;
  readonly screenshot: string | undefined;
  readonly json: string | undefined;
  readonly strict: boolean;
}

/** It could not begin; the message says what to do. */
export class UsageError extends Error {}

const MOST_PHONES = 32;
const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
const OPTIONS = {
  page: text,
  query: texts,
  phones: text,
  media: text,
  colour: text,
  tone: text,
  tap: texts,
  input: texts,
  until: texts,
  live: texts,
  wait: text,
  for: text,
  screenshot: text,
  json: text,
  strict: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Null when help was asked for. Throws a UsageError. */
export function readCliOptions(args: readonly string[]): CliOptions | null {
  const { values, positionals, tokens } = parsed(args);
  if (values.help) return null;
  if (positionals.length !== 1)
    throw new UsageError(
      positionals.length === 0
        ? 'which mini program? Give the folder with app.json, such as dist/weapp'
        : `one folder at a time, not ${positionals.join(' and ')}`,
    );
  const media = values.media ?? 'scripted';
  if (media !== 'scripted' && media !== 'ffmpeg')
    throw new UsageError(`--media is scripted or ffmpeg, not ${media}`);
  if (values.colour !== undefined && !/^#[0-9a-f]{6}$/i.test(values.colour))
    throw new UsageError(`--colour looks like '#e53935' (quoted: # begins a comment), not ${values.colour}`);
  const steps = tokens.flatMap((token) =>
    token.kind === 'option' && token.value !== undefined ? stepOf(token.name, token.value) : [],
  );
  const waits = steps.some(({ type }) => type === 'until' || type === 'untilText' || type === 'live');
  return {
    dist: positionals[0]!,
    page: values.page,
    query: Object.fromEntries((values.query ?? []).map((pair) => split('--query', pair))),
    phones: numberOf('--phones', values.phones ?? '1', 1, MOST_PHONES, true),
    media,
    colour: values.colour,
    tone: values.tone === undefined ? undefined : numberOf('--tone', values.tone, 100, 3_500),
    steps,
    waitSeconds: numberOf('--wait', values.wait ?? '20', 0, 3_600),
    forSeconds: numberOf('--for', values.for ?? (waits ? '0' : '3'), 0, 86_400),
    screenshot: values.screenshot,
    json: values.json,
    strict: values.strict ?? false,
  };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true, tokens: true });
  } catch (error) {
    const [first] = (error instanceof Error ? error.message : String(error)).split(/\.\s|\n/);
    throw new UsageError(`${first}; --help lists the options`);
  }
}

function stepOf(name: string, value: string): Step[] {
  switch (name) {
    case 'tap':
      return [{ type: 'tap', selector: value }];
    case 'input': {
      const [selector, typed] = split('--input', value);
      return [{ type: 'input', selector, value: typed }];
    }
    case 'until':
      return value.startsWith('text=')
        ? [{ type: 'untilText', words: value.slice('text='.length) }]
        : [{ type: 'until', selector: value }];
    case 'live':
      return [{ type: 'live', count: numberOf('--live', value, 1, 1_000, true) }];
    default:
      return [];
  }
}

/** At the first `=` outside brackets: `[data-id=1]=x` types x. */
function split(option: string, pair: string): [string, string] {
  let depth = 0;
  for (let at = 0; at < pair.length; at++) {
    if (pair[at] === '[') depth++;
    else if (pair[at] === ']') depth--;
    else if (pair[at] === '=' && depth === 0 && at > 0) return [pair.slice(0, at), pair.slice(at + 1)];
  }
  throw new UsageError(
    `${option} takes a pair like ${option === '--query' ? 'room=demo' : "'#name=Ann'"}, not ${pair}`,
  );
}

function numberOf(option: string, value: string, least: number, most: number, whole = false): number {
  const number = Number(value);
  if (value.trim() === '' || !(number >= least && number <= most) || (whole && !Number.isInteger(number)))
    throw new UsageError(
      `${option} is a ${whole ? 'whole ' : ''}number from ${least} to ${most}, not ${value}`,
    );
  return number;
}
