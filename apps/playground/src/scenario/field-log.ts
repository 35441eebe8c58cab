import type { Happening, Scenario } from '../call/happening.ts';

/** A line that says nothing to us, and why. */
export interface LogProblem {
  /** From 1. */
  readonly line: number;
  readonly text: string;
  readonly why: string;
}

export interface FieldLog {
  readonly entries: readonly LogEntry[];
  readonly problems: readonly LogProblem[];
}

/** One status code as a phone's page wrote it down. */
export interface LogEntry {
  /** Milliseconds after the first one. */
  readonly at: number;
  readonly device: 'pusher' | 'player';
  /** Whose stream a player plays; a pusher's is the own one. */
  readonly uid: string | null;
  readonly code: number;
}

/** More is cut off, and said: a page has to show all of them. */
const MOST_LINES = 5_000;
/** Between lines that do not say when they were. */
const PACE = 500;
const DAY = 24 * 3_600_000;

const SYNTAX =
  'write “12:03:04.120 pusher -1307”, “player 7 2103”, or {"time":…,"device":"player","uid":"7","code":2103}';

/** Reads a log of status codes, line by line. Empty lines and those that begin with # are passed over. */
export function parseFieldLog(text: string): FieldLog {
  const entries: LogEntry[] = [];
  const problems: LogProblem[] = [];
  const lines = text.split(/\r?\n/);
  let first: number | null = null;
  let last = 0;
  for (const [index, raw] of lines.slice(0, MOST_LINES).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const read = line.startsWith('{') ? readJson(line) : readText(line);
    if (typeof read === 'string') {
      problems.push({ line: index + 1, text: line, why: read });
      continue;
    }
    const { time, ...entry } = read;
    if (time !== null) first ??= time - (entries.length > 0 ? last + PACE : 0);
    const said = time === null ? last + PACE : time - (first ?? 0);
    // A log that goes on after midnight; one whose lines changed places keeps their order.
    const at = Math.max(last, said < last - DAY / 2 ? said + DAY : said);
    last = entries.length === 0 && time === null ? 0 : at;
    entries.push({ ...entry, at: last });
  }
  if (lines.length > MOST_LINES)
    problems.push({ line: MOST_LINES + 1, text: '…', why: `only the first ${MOST_LINES} lines are read` });
  return { entries, problems };
}

/** The call in which that happened: everybody who is played is there, and all devices work before the first code. */
export function scenarioOf({ entries }: FieldLog): Scenario {
  const played = new Set(entries.flatMap(({ uid }) => uid ?? []));
  const viewer = freeUid(played);
  const script: Happening[] = [
    ...[...played].map((who): Happening => ({ at: 0, who, what: 'joins' })),
    // From then on devices say what the log says, and nothing of their own.
    ...[viewer, ...played].map(
      (who): Happening => ({ at: SETTLED / 2, who, what: 'device', manner: 'silent' }),
    ),
  ];
  for (const { at, uid, code } of entries)
    script.push({ at: at + SETTLED, who: uid ?? viewer, what: 'code', code });
  return { script, viewer };
}

/** By then everybody's devices are live, in ms. */
const SETTLED = 2_000;

type Read = Omit<LogEntry, 'at'> & { readonly time: number | null };

const LINE = /^(?:(?:\d{4}-\d\d-\d\d[T ])?(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d{1,3})\d*)?Z?\s+)?(.*)$/;
const SAYING = /^(pusher|player)(?:\s+(\d{1,20}))?\s*[:,]?\s+([-−]?\d{1,6})$/i;

function readText(line: string): Read | string {
  const [, hours, minutes, seconds, part = '0', saying = ''] = LINE.exec(line) ?? [];
  const time =
    hours === undefined
      ? null
      : ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number(part.padEnd(3, '0'));
  const [, device, uid = null, code] = SAYING.exec(saying) ?? [];
  if (device === undefined || code === undefined) return SYNTAX;
  return checked({ time, device: device.toLowerCase(), uid, code: Number(code.replace('−', '-')) });
}

function readJson(line: string): Read | string {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(line) as Record<string, unknown>;
  } catch {
    return 'this is not whole JSON';
  }
  const { time = null, device, uid = null, code } = value;
  if (typeof code !== 'number') return '“code” is to be a number';
  if (typeof time === 'string') {
    const read = readText(`${time} pusher 0`);
    if (typeof read === 'string') return '“time” is to be ms or “12:03:04.120”';
    return checked({ time: read.time, device, uid, code });
  }
  if (time !== null && typeof time !== 'number') return '“time” is to be ms or “12:03:04.120”';
  return checked({ time, device, uid, code });
}

function checked({
  time,
  device,
  uid,
  code,
}: Record<'device' | 'uid', unknown> & { time: number | null; code: number }): Read | string {
  if (device !== 'pusher' && device !== 'player') return '“device” is to be pusher or player';
  if (device === 'pusher') return { time, device, uid: null, code };
  const who = typeof uid === 'number' ? String(uid) : uid;
  if (typeof who !== 'string' || !/^(0|[1-9]\d{0,19})$/.test(who))
    return 'a player needs the uid of whom it plays';
  return { time, device, uid: who, code };
}

/** Whoever looks at it is nobody who is played. */
function freeUid(taken: ReadonlySet<string>): string {
  let uid = 1;
  while (taken.has(String(uid))) uid += 1;
  return String(uid);
}
