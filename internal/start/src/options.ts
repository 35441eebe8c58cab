import { parseArgs } from 'node:util';

export interface StartOptions {
  /** Headless phones to put into the room. */
  readonly phones: number;
  /** Call for so many seconds, measure, and stop; undefined runs until Ctrl-C. */
  readonly check: number | undefined;
}

/** Throws an `Error` that lists every mistake. */
export function readOptions(args: readonly string[]): StartOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { phones: { type: 'string' }, check: { type: 'string' } },
    allowPositionals: false,
  });
  const mistakes: string[] = [];
  const read = (name: 'phones' | 'check', text: string | undefined, least: number, most: number) => {
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most) {
      mistakes.push(`--${name} ${text}: a whole number from ${least} to ${most}`);
    }
    return value;
  };
  const check = read('check', values.check, 1, 3_600);
  const phones = read('phones', values.phones, check === undefined ? 0 : 2, 16) ?? 2;
  if (mistakes.length > 0) throw new Error(mistakes.join('\n'));
  return { phones, check };
}
