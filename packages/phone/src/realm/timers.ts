type Run = (...args: unknown[]) => void;

/** The timers of one phone: numbers as handles, errors reported, none left after `clear`. */
export class Timers {
  private readonly running = new Map<number, NodeJS.Timeout>();
  private nextId = 1;
  private closed = false;

  constructor(private readonly report: (error: unknown, where: string) => void) {}

  readonly setTimeout = (run: Run, ms?: number, ...args: unknown[]): number => {
    const id = this.nextId++;
    return this.keep(
      id,
      setTimeout(() => {
        this.running.delete(id);
        this.guarded(run, args, 'setTimeout');
      }, ms),
    );
  };

  readonly setInterval = (run: Run, ms?: number, ...args: unknown[]): number =>
    this.keep(
      this.nextId++,
      setInterval(() => this.guarded(run, args, 'setInterval'), ms),
    );

  readonly clear = (id?: number): void => {
    if (id === undefined) return;
    clearTimeout(this.running.get(id));
    this.running.delete(id);
  };

  close(): void {
    this.closed = true;
    for (const timer of this.running.values()) clearTimeout(timer);
    this.running.clear();
  }

  private keep(id: number, timer: NodeJS.Timeout): number {
    if (this.closed) clearTimeout(timer);
    else this.running.set(id, timer);
    return id;
  }

  private guarded(run: Run, args: unknown[], where: string): void {
    try {
      run(...args);
    } catch (error) {
      this.report(error, where);
    }
  }
}
