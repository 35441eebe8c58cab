import type { SetDataRecord } from '../runtime/set-data.ts';
import { BoundedLog } from './bounded-log.ts';

/** What crossed from logic to view, since the start or the last `resetSetData`. */
export class SetDataLog {
  calls = 0;
  bytes = 0;
  largest = 0;
  private readonly log = new BoundedLog<SetDataRecord & { at: number }>();

  /** The latest records, oldest first. */
  get list(): readonly (SetDataRecord & { at: number })[] {
    return this.log.entries;
  }

  add(record: SetDataRecord, at: number): void {
    this.calls++;
    this.bytes += record.bytes;
    this.largest = Math.max(this.largest, record.bytes);
    this.log.add({ component: record.component, bytes: record.bytes, keys: [...record.keys], at });
  }
}
