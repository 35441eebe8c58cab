import type { Clock } from '@callgrid/protocol';

/** stopped → running ⇄ paused → stopped: a span of time that can stand still, such as while the app is hidden. */
export class Patience {
  private readonly clock: Clock;
  private readonly span: number;
  private readonly over: () => void;
  private left = 0;
  private since: number | null = null;
  private started = false;
  private stopTimer = (): void => {};

  constructor(clock: Clock, span: number, over: () => void) {
    this.clock = clock;
    this.span = span;
    this.over = over;
  }

  start(running: boolean): void {
    this.stop();
    this.started = true;
    this.left = this.span;
    this.setRunning(running);
  }

  setRunning(running: boolean): void {
    if (!this.started || running === (this.since !== null)) return;
    if (running) {
      this.since = this.clock.now();
      this.stopTimer = this.clock.after(this.left, () => {
        this.stop();
        this.over();
      });
    } else {
      this.left -= this.clock.now() - this.since!;
      this.since = null;
      this.stopTimer();
    }
  }

  stop(): void {
    this.started = false;
    this.since = null;
    this.stopTimer();
  }
}
