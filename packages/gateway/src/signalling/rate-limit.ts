/** A bucket of `burst` tokens that fills by `perSecond`. `take` says whether one was left; times are milliseconds. */
export class RateLimit {
  private tokens: number;
  private last: number;
  private readonly perSecond: number;
  private readonly burst: number;

  constructor(perSecond: number, burst: number, now: number) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.tokens = burst;
    this.last = now;
  }

  take(now: number): boolean {
    // A machine's clock may be set back.
    const passed = Math.max(0, now - this.last);
    this.tokens = Math.min(this.burst, this.tokens + (passed / 1000) * this.perSecond);
    this.last = now;
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }
}
