import type { JsonObject } from '../runtime/host.ts';
import type { Violation } from '../violations/violation.ts';
import type { NativeCall } from './native-element.ts';
import type { PhoneJournal } from './phone-journal.ts';
import type { ConsoleLine, PhoneError } from './phone-options.ts';
import { SetDataLog } from './set-data-log.ts';

/** What a phone noted of its mini program. Every list forgets its oldest entries. */
export abstract class PhoneRecord {
  protected abstract readonly journal: PhoneJournal;

  /** Every call of a live element's context. */
  get calls(): readonly NativeCall[] {
    return this.journal.calls.entries;
  }

  get violations(): readonly Violation[] {
    return this.journal.violations.entries;
  }

  /** Errors that the mini program did not catch. */
  get errors(): readonly PhoneError[] {
    return this.journal.errors.entries;
  }

  get console(): readonly ConsoleLine[] {
    return this.journal.lines.entries;
  }

  /** Toasts, modals, permissions: everything the mini program showed or asked. */
  get ui(): readonly { api: string; args: JsonObject; at: number }[] {
    return this.journal.ui.entries;
  }

  /** Names read from `wx` that this phone does not have. */
  get unknownApis(): string[] {
    return [...this.journal.unknownApis];
  }

  get setData(): SetDataLog {
    return this.journal.setData;
  }

  /** Starts the account of setData anew: to measure what one event costs. */
  resetSetData(): void {
    this.journal.setData = new SetDataLog();
  }
}
