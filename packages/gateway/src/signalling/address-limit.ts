import { addressGroup } from '../http/client-address.ts';

/** Counts the sockets of each peer; knows nobody who has none. */
export class AddressLimit {
  private readonly counts = new Map<string, number>();
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** Gives what takes the socket back off the count, or undefined where there is room for no more. */
  take(address: string): (() => void) | undefined {
    const group = addressGroup(address);
    const count = this.counts.get(group) ?? 0;
    if (count >= this.most) return undefined;
    this.counts.set(group, count + 1);
    return () => {
      const left = this.counts.get(group)! - 1;
      if (left > 0) this.counts.set(group, left);
      else this.counts.delete(group);
    };
  }
}
