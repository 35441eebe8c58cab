/** A list that forgets its oldest entries. */
export class BoundedLog<Entry> {
  readonly entries: Entry[] = [];

  constructor(private readonly limit = 1_000) {}

  add(entry: Entry): void {
    this.entries.push(entry);
    if (this.entries.length > this.limit) this.entries.shift();
  }
}
