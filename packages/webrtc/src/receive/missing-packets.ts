/** A packet may be overtaken by this much before it is asked for; more where asking turns out to be hasty. */
const LEAST_REORDER_MS = 10;
const LARGEST_REORDER_MS = 60;
const HASTY_STEP_MS = 2;
const PATIENT_STEP_MS = 0.1;
/** Packets whose second copy would tell that asking was hasty. */
const REMEMBERED = 256;
const MAX_ASKS = 5;
/** The time between two asks is a round trip and some jitter; each further one takes half as long again. */
const LEAST_ASK_MS = 30;
const ASK_BACK_OFF = 1.5;
/** What comes later than a round trip and this after the last ask was not sent. */
const LAST_CHANCE_MS = 60;
const DOUBTFUL = 5;
const FIRST_ROUND_TRIP_MS = 100;
const LONGEST_ROUND_TRIP_MS = 1_000;

interface Missing {
  readonly since: number;
  asks: number;
  firstAsk: number;
  lastAsk: number;
}

/** The packets that others have overtaken, when to ask for each, and when to wait no more. Times are ms. */
export class MissingPackets {
  /** By unwrapped sequence, ascending, since a packet is found missing when a later one comes. */
  private readonly bySequence = new Map<number, Missing>();
  /** Those that were asked for and came, the newest last. */
  private readonly answered = new Map<number, Missing>();
  private roundTrip = FIRST_ROUND_TRIP_MS;
  /** Packets found in a row that had been asked for more than once. */
  private doubtful = 0;
  private reorderMs = LEAST_REORDER_MS;

  /** `waitMs`: how long to wait for a packet at most. `canAsk`: whether it can be sent again. */
  constructor(
    private readonly waitMs: number,
    private readonly canAsk: boolean,
  ) {}

  get size(): number {
    return this.bySequence.size;
  }

  /** Between an ask and its packet, smoothed. */
  get roundTripMs(): number {
    return this.roundTrip;
  }

  /** A packet is missing since now. */
  add(sequence: number, now: number): void {
    this.bySequence.set(sequence, { since: now, asks: 0, firstAsk: now, lastAsk: now });
  }

  /** The packet came; gives whether it had been asked for. */
  found(sequence: number, now: number): boolean {
    const missing = this.bySequence.get(sequence);
    this.bySequence.delete(sequence);
    if (!missing || missing.asks === 0) return false;
    this.remember(sequence, missing);
    this.reorderMs = Math.max(this.reorderMs - PATIENT_STEP_MS, LEAST_REORDER_MS);
    if (missing.asks === 1) {
      this.doubtful = 0;
      this.learnRoundTrip(now - missing.firstAsk);
    } else {
      // Which of several asks was answered nobody knows. When it is always several, the round trip is longer than we
      // think, and the time since the first ask leads there.
      this.doubtful += 1;
      if (this.doubtful >= DOUBTFUL) this.learnRoundTrip(now - missing.firstAsk);
    }
    return true;
  }

  /** A packet came once more: if it had been asked for, the first copy was but overtaken, and this is the answer. */
  repeated(sequence: number, now: number): void {
    const missing = this.answered.get(sequence);
    if (missing?.asks !== 1) return;
    this.answered.delete(sequence);
    this.reorderMs = Math.min(this.reorderMs + HASTY_STEP_MS, LARGEST_REORDER_MS);
    this.learnRoundTrip(now - missing.firstAsk);
  }

  /** It is waited for no more. */
  forget(sequence: number): void {
    this.bySequence.delete(sequence);
  }

  clear(): void {
    this.bySequence.clear();
    this.answered.clear();
  }

  /** The sequences to ask for now, and counts them as asked for. */
  ask(now: number): number[] {
    if (!this.canAsk) return [];
    const due: number[] = [];
    for (const [sequence, missing] of this.bySequence) {
      if (!this.isDue(missing, now)) continue;
      if (missing.asks === 0) missing.firstAsk = now;
      missing.asks += 1;
      missing.lastAsk = now;
      due.push(sequence);
    }
    return due;
  }

  /** Whether waiting for it is of no more use. */
  isOver(sequence: number, now: number): boolean {
    const missing = this.bySequence.get(sequence);
    if (!missing || now - missing.since >= this.waitMs) return true;
    return missing.asks >= MAX_ASKS && now - missing.lastAsk >= this.roundTrip + LAST_CHANCE_MS;
  }

  private remember(sequence: number, missing: Missing): void {
    this.answered.set(sequence, missing);
    if (this.answered.size <= REMEMBERED) return;
    for (const oldest of this.answered.keys()) {
      this.answered.delete(oldest);
      break;
    }
  }

  private learnRoundTrip(sample: number): void {
    const bounded = Math.min(sample, this.roundTrip * 2, LONGEST_ROUND_TRIP_MS);
    this.roundTrip += (bounded - this.roundTrip) / 4;
  }

  private isDue({ since, asks, lastAsk }: Missing, now: number): boolean {
    if (asks === 0) return now - since >= this.reorderMs;
    if (asks >= MAX_ASKS) return false;
    const answer = Math.max(this.roundTrip + this.roundTrip / 10 + 10, LEAST_ASK_MS);
    if (now - lastAsk >= answer * ASK_BACK_OFF ** (asks - 1)) return true;
    // What is asked for after this cannot come in time, so one more is worth it.
    const left = since + this.waitMs - now;
    return left >= this.roundTrip && left <= answer + LEAST_ASK_MS && now - lastAsk >= LEAST_ASK_MS;
  }
}
