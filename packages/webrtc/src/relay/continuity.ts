/** Between two sources the time line moves on by what really passed, within these bounds. */
const LEAST_GAP_MS = 20;
const LARGEST_GAP_MS = 1_000;

/** Joins the time lines of a stream's sources, one after the other, into one that never goes back. */
export class Continuity {
  private offset: number | undefined;
  private lastMs = 0;
  private lastAt: number | undefined;

  /** The next source's times have nothing to do with those so far. */
  cut(): void {
    this.offset = undefined;
  }

  /** Maps a source's time; `now` in ms of a monotonic clock. */
  map(timestamp: number, now: number): number {
    if (this.offset === undefined) {
      const passed = this.lastAt === undefined ? 0 : now - this.lastAt;
      const gap = Math.min(Math.max(passed, LEAST_GAP_MS), LARGEST_GAP_MS);
      this.offset = this.lastMs + gap - timestamp;
    }
    const mapped = timestamp + this.offset;
    if (mapped > this.lastMs) this.lastMs = mapped;
    this.lastAt = now;
    return mapped;
  }
}
