import { parseArgs } from 'node:util';
import * as v from 'valibot';

/** One setting: what it is, its default, and how it is checked. */
export interface Setting {
  readonly about: string;
  readonly fallback: string | undefined;
  /** Takes the text that was given. */
  readonly schema: v.GenericSchema;
  /** It needs no value: to name it is to want it. */
  readonly isFlag?: boolean;
  /** What it is must never be shown. */
  readonly isSecret?: boolean;
}

export type Settings = Readonly<Record<string, Setting>>;

/** What the settings come to, by camel-case name. */
export type SettingValues<Table extends Settings> = {
  readonly [Name in keyof Table as Camel<Name & string>]: v.InferOutput<Table[Name]['schema']>;
};
type Camel<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** Every mistake in the settings at once. */
export class ConfigError extends Error {
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(
      `The gateway's settings have ${mistakes.length === 1 ? 'a mistake' : `${mistakes.length} mistakes`}:\n${mistakes.map((it) => `  - ${it}`).join('\n')}`,
    );
    this.mistakes = mistakes;
  }
}

/** Reads `--name value` arguments, then `CALLGRID_NAME` from the environment, then the defaults. Throws a {@link ConfigError}. */
export function readSettings<Table extends Settings>(
  table: Table,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): SettingValues<Table> {
  const { values, mistakes } = readArguments(table, args);
  const read = Object.entries(table).map(([name, { schema, fallback, isSecret }]) => {
    const variable = variableOf(name);
    const result = v.safeParse(schema, values[name] ?? env[variable] ?? fallback);
    if (!result.success) {
      const given = values[name] ?? env[variable];
      const shown = given === undefined ? 'missing' : isSecret ? '…' : given;
      const source =
        given === undefined || values[name] !== undefined ? `--${name} ${shown}` : `${variable}=${shown}`;
      mistakes.push(`${source}: ${result.issues.map((issue) => issue.message).join('; ')}`);
    }
    return [camel(name), result.success ? result.output : undefined] as const;
  });
  if (mistakes.length > 0) throw new ConfigError(mistakes);
  return Object.fromEntries(read) as SettingValues<Table>;
}

/** The settings as lines of a help text. */
export function describeSettings(table: Settings): string {
  const width = Math.max(...Object.keys(table).map((name) => name.length)) + 2;
  return Object.entries(table)
    .map(([name, { about, fallback, isFlag }]) => {
      const suffix = !fallback || isFlag ? '' : ` (default ${fallback})`;
      return `  --${name.padEnd(width)} ${about}${suffix}`;
    })
    .join('\n');
}

function readArguments(
  table: Settings,
  args: readonly string[],
): { values: Record<string, string | undefined>; mistakes: string[] } {
  const mistakes: string[] = [];
  const values: Record<string, string | undefined> = {};
  const options = Object.fromEntries(
    Object.entries(table).map(([name, { isFlag }]) => [
      name,
      { type: isFlag ? ('boolean' as const) : ('string' as const) },
    ]),
  );
  const { tokens } = parseArgs({ args: [...args], strict: false, tokens: true, options });
  const isUnknown = (token: (typeof tokens)[number] | undefined) =>
    token?.kind === 'option' && token.value === undefined && !Object.hasOwn(table, token.name);
  const firstOption = tokens.findIndex(({ kind }) => kind === 'option');
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'positional') {
      // The value of what is no setting, most likely.
      if (isUnknown(tokens[at - 1])) continue;
      // After a setting it may be a secret whose setting was misspelt, or that was not quoted.
      const shown = firstOption < 0 || at < firstOption ? `"${token.value}"` : `argument ${token.index + 1}`;
      mistakes.push(`${shown} is not a setting; see --help`);
    }
    if (token.kind !== 'option') continue;
    const setting = Object.hasOwn(table, token.name) ? table[token.name] : undefined;
    const value = token.value ?? (setting?.isFlag ? 'true' : undefined);
    if (!setting) mistakes.push(`--${token.name} is not a setting; see --help`);
    else if (value === undefined) mistakes.push(`--${token.name} needs a value`);
    else values[token.name] = value;
  }
  return { values, mistakes };
}

function variableOf(name: string): string {
  return `CALLGRID_${name.toUpperCase().replaceAll('-', '_')}`;
}

function camel(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
