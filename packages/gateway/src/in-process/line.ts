import type { Clock } from '@callgrid/protocol';

/** One direction of a connection: what goes in comes out later, in the same order. */
export class Line {
  private readonly clock: Clock;
  private readonly latency: () => number;
  private lastAt = 0;

  /** `latency` is how long it takes, in milliseconds, and is asked for each frame. */
  constructor(clock: Clock, latency: () => number) {
    this.clock = clock;
    this.latency = latency;
  }

  carry(arrive: () => void): void {
    const now = this.clock.now();
    this.lastAt = Math.max(this.lastAt, now + this.latency());
    this.clock.after(this.lastAt - now, arrive);
  }
}
