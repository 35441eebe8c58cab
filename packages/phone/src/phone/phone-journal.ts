import type { PhoneClock } from '../clock/phone-clock.ts';
import type { JsonObject } from '../runtime/host.ts';
import type { Rule, Violation } from '../violations/violation.ts';
import { BoundedLog } from './bounded-log.ts';
import type { NativeCall } from './native-element.ts';
import type { ConsoleLine, PhoneError } from './phone-options.ts';
import { SetDataLog } from './set-data-log.ts';

/** Everything a phone saw its mini program do. */
export class PhoneJournal {
  readonly lines = new BoundedLog<ConsoleLine>();
  readonly errors = new BoundedLog<PhoneError>();
  readonly calls = new BoundedLog<NativeCall>();
  readonly ui = new BoundedLog<{ api: string; args: JsonObject; at: number }>();
  readonly violations = new BoundedLog<Violation>();
  readonly unknownApis = new Set<string>();
  setData = new SetDataLog();

  constructor(
    private readonly clock: PhoneClock,
    private readonly onConsole: ((line: ConsoleLine) => void) | undefined,
  ) {}

  /** Runs what reaches into user code, and notes what it throws. */
  guard(where: string, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.error(error, where);
    }
  }

  error(error: unknown, where: string): void {
    this.errors.add({ message: messageOf(error), where, at: this.clock.now() });
  }

  violation(rule: string, message: string): void {
    this.violations.add({ rule: rule as Rule, message, at: this.clock.now() });
  }

  console(level: string, text: string): void {
    const line = { level, text, at: this.clock.now() };
    this.lines.add(line);
    this.onConsole?.(line);
  }
}

// An error of the realm is no instance of this realm's Error.
function messageOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { stack, message, errMsg } = error as { stack?: unknown; message?: unknown; errMsg?: unknown };
  return String(stack ?? message ?? errMsg ?? JSON.stringify(error));
}
