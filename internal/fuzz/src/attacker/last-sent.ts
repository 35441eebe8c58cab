import type { Kept } from '../cases.ts';

/** More than twice as many as are sent at a time: those a gateway ended of, and those that then found nobody. */
const MOST = 100;

/** What was sent last, should the gateway end of it. */
export class LastSent {
  private readonly kept: Kept[] = [];

  add(one: Kept): void {
    this.kept.push(one);
    if (this.kept.length > MOST) this.kept.shift();
  }

  get all(): readonly Kept[] {
    return this.kept;
  }
}
