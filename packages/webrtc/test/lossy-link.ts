/** Time that passes only as its events are run. */
export class VirtualTime {
  now = 0;
  private readonly events: { at: number; order: number; run: () => void }[] = [];
  private order = 0;

  /** Runs something `ms` from now; what is due at the same time runs in the order it was asked for. */
  after(ms: number, run: () => void): void {
    const event = { at: this.now + ms, order: this.order++, run };
    let index = this.events.length;
    while (index > 0 && isBefore(event, this.events[index - 1] ?? event)) index -= 1;
    this.events.splice(index, 0, event);
  }

  /** Runs something every `ms` for as long as the time is run. */
  every(ms: number, run: () => void): void {
    this.after(ms, () => {
      run();
      this.every(ms, run);
    });
  }

  /** Runs whatever is due until `ms`. */
  runUntil(ms: number): void {
    for (;;) {
      const [event] = this.events;
      if (!event || event.at > ms) break;
      this.events.shift();
      this.now = event.at;
      event.run();
    }
    this.now = ms;
  }
}

function isBefore(one: { at: number; order: number }, other: { at: number; order: number }): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}

export interface LinkOptions {
  /** Of all packets, 0 to 1. */
  readonly loss: number;
  readonly delayMs: number;
  /** Added to the delay at random; above the distance of packets it changes their order. */
  readonly jitterMs?: number;
  readonly duplicates?: number;
}

/** One direction of a network in virtual time. */
export class LossyLink {
  constructor(
    private readonly time: VirtualTime,
    private readonly random: () => number,
    private readonly options: LinkOptions,
    private readonly deliver: (bytes: Buffer) => void,
  ) {}

  send(bytes: Buffer): void {
    const { loss, delayMs, jitterMs = 0, duplicates = 0 } = this.options;
    const copies = this.random() < duplicates ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      if (this.random() < loss) continue;
      this.time.after(delayMs + this.random() * jitterMs, () => this.deliver(bytes));
    }
  }
}
