import type { Clock } from '@callgrid/protocol';

export interface VirtualClockOptions {
  /** The time it begins at, in milliseconds. Default 0. */
  readonly start?: number;
  /**
   * Awaited after each timer, before time moves on: the place to let real sockets answer. By default only what is
   * ready at once settles.
   */
  readonly settle?: () => Promise<void>;
}

/** A clock that stands still until a test moves it. */
export class VirtualClock implements Clock {
  private time: number;
  private readonly settle: () => Promise<void>;
  private order = 0;
  private readonly timers = new Set<{
    readonly at: number;
    readonly order: number;
    readonly run: () => void;
  }>();

  constructor({ start = 0, settle = settlePromises }: VirtualClockOptions = {}) {
    this.time = start;
    this.settle = settle;
  }

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.time + Math.max(0, ms), order: this.order++, run };
    this.timers.add(timer);
    return () => {
      this.timers.delete(timer);
    };
  }

  /** How many timers are waiting: 0 when nothing was left behind. */
  get pending(): number {
    return this.timers.size;
  }

  /** Moves time on, and runs what falls due in order; promises settle in between. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await this.settle();
    for (;;) {
      const next = [...this.timers].sort((a, b) => a.at - b.at || a.order - b.order)[0];
      if (!next || next.at > end) break;
      this.timers.delete(next);
      this.time = next.at;
      next.run();
      await this.settle();
    }
    this.time = end;
  }
}

/** Lets every promise that is ready settle. */
async function settlePromises(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
