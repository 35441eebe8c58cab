import type { Host } from './host.ts';

/** A `console` that hands everything to the phone as text. */
export function createConsole(host: Host): Record<string, (...parts: unknown[]) => void> {
  const made: Record<string, (...parts: unknown[]) => void> = {};
  for (const level of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'group', 'groupEnd', 'table'])
    made[level] = (...parts) => host.report.console(level, parts.map(asText).join(' '));
  made.assert = (truth, ...parts) => {
    if (!truth) made.error?.('Assertion failed', ...parts);
  };
  return made;
}

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.stack ?? String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}
