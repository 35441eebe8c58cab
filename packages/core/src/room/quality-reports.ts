import { type Clock, type QualitySample, REPORT_SAMPLES, timers } from '@callgrid/protocol';

/** What the devices said since the last report, a sample a stream and direction; later words replace earlier ones. */
export class QualityReports {
  private readonly clock: Clock;
  private readonly send: (samples: readonly QualitySample[]) => void;
  private readonly samples = new Map<string, QualitySample>();
  private stopTimer: (() => void) | null = null;

  constructor(clock: Clock, send: (samples: readonly QualitySample[]) => void) {
    this.clock = clock;
    this.send = send;
  }

  /** Beyond {@link REPORT_SAMPLES} streams the one heard of longest ago is let go. */
  add(sample: QualitySample): void {
    const key = `${sample.direction} ${sample.id}`;
    const before = this.samples.get(key);
    this.samples.delete(key);
    this.samples.set(key, { ...before, ...sample });
    const oldest = this.samples.keys().next();
    if (this.samples.size > REPORT_SAMPLES && !oldest.done) this.samples.delete(oldest.value);
    this.stopTimer ??= this.clock.after(timers.report, () => this.flush());
  }

  /** Forgets what was not sent. */
  clear(): void {
    this.stopTimer?.();
    this.stopTimer = null;
    this.samples.clear();
  }

  private flush(): void {
    const samples = [...this.samples.values()];
    this.clear();
    this.send(samples);
  }
}
