/** A gap or jump of more than this, in milliseconds, is heard anyway: the output follows it at once. */
const TOLERANCE_MS = 60;

/**
 * Gives what comes out of a codec the time of what went in, by counting samples: `timestamp = base + samples`. The base
 * follows the input when they part, as they do after a gap.
 */
export class SampleClock {
  /** By how much the input's times are ahead of its count. Undefined before the first packet. */
  private base: number | undefined;
  private takenMs = 0;
  private given = 0;
  /** Where the base changed, in milliseconds of sound: what comes out later than that follows. */
  private readonly changes: { readonly from: number; readonly base: number }[] = [];

  constructor(
    private readonly rate: number,
    /** Samples of silence that the codec puts before the sound. */
    private readonly delay: number,
  ) {}

  /** A packet of `durationMs` goes in. */
  take(timestamp: number, durationMs: number): void {
    const expected = this.base === undefined ? undefined : this.base + this.takenMs;
    if (expected === undefined || Math.abs(timestamp - expected) > TOLERANCE_MS) {
      this.base = timestamp - this.takenMs;
      this.changes.push({ from: this.takenMs, base: this.base });
      if (this.changes.length > 100) this.changes.shift();
    }
    this.takenMs += durationMs;
  }

  /** Gives the time of the next `samples` that come out. */
  give(samples: number): number {
    const at = ((this.given - this.delay) / this.rate) * 1_000;
    this.given += samples;
    while (this.changes.length > 1 && this.changes[1]!.from <= at) this.changes.shift();
    return at + (this.changes[0]?.base ?? 0);
  }
}
