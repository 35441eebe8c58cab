/** Records what an emitter said, and lets a test wait for what it will say. */
export class EventLog<Entry> {
  readonly entries: Entry[] = [];
  private readonly waiting = new Set<() => void>();

  /** Adds one entry and wakes the tests that wait. */
  readonly add = (entry: Entry): void => {
    this.entries.push(entry);
    for (const check of [...this.waiting]) check();
  };

  /**
   * The first entry that matches, past ones included.
   * Rejects after `timeoutMs` (default 5,000 ms) with the whole log in its message.
   */
  until(matches: (entry: Entry) => boolean, timeoutMs = 5_000): Promise<Entry> {
    return new Promise((resolve, reject) => {
      const check = () => {
        const found = this.entries.find(matches);
        if (found === undefined) return;
        this.waiting.delete(check);
        clearTimeout(timer);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        reject(new Error(`nothing matched within ${timeoutMs} ms; seen: ${JSON.stringify(this.entries)}`));
      }, timeoutMs);
      this.waiting.add(check);
      check();
    });
  }
}
