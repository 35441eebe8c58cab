import { every } from '../clock/every.ts';
import type { PhoneClock } from '../clock/phone-clock.ts';

type Run = (...args: unknown[]) => void;

/** The timers of one phone: numbers as handles, errors reported, none left after `close`. */
export class Timers {
  private readonly running = new Map<number, () => void>();
  private nextId = 1;
  private closed = false;

  constructor(
    private readonly clock: PhoneClock,
    private readonly report: (error: unknown, where: string) => void,
  ) {}

  readonly setTimeout = (run: Run, ms?: number, ...args: unknown[]): number => {
    const id = this.nextId++;
    return this.keep(id, () =>
      this.clock.after(span(ms), () => {
        this.running.delete(id);
        this.guarded(run, args, 'setTimeout');
      }),
    );
  };

  readonly setInterval = (run: Run, ms?: number, ...args: unknown[]): number =>
    this.keep(this.nextId++, () => every(this.clock, span(ms), () => this.guarded(run, args, 'setInterval')));

  readonly clear = (id?: number): void => {
    if (id === undefined) return;
    this.running.get(id)?.();
    this.running.delete(id);
  };

  close(): void {
    this.closed = true;
    for (const cancel of this.running.values()) cancel();
    this.running.clear();
  }

  private keep(id: number, start: () => () => void): number {
    if (!this.closed) this.running.set(id, start());
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

const span = (ms: unknown): number => Math.max(0, Number(ms) || 0);
