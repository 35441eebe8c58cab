/** Chance that can be had again: the same seed and number give the same draws. */
export class Random {
  private state: number;

  constructor(seed: number, index = 0) {
    this.state = mix(mix(seed >>> 0) ^ Math.imul(index + 1, 0x9e3779b1));
  }

  /** A whole number from 0 to 2^32 − 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    return mix(this.state);
  }

  /** A whole number from 0 to `count` − 1. */
  below(count: number): number {
    return count < 1 ? 0 : this.next() % count;
  }

  /** From `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  chance(oneIn: number): boolean {
    return this.below(oneIn) === 0;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)]!;
  }

  bytes(length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    for (let at = 0; at < length; at++) bytes[at] = this.next();
    return bytes;
  }
}

/** The finaliser of MurmurHash3. */
function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
