import type { ReceptionReport } from '../rtcp/rtcp-packet.ts';

/** Counts what one source sent and what came of it, and reports both as RFC 3550 wants it (appendices A.1, A.3, A.8). */
export class Reception {
  private highest: number;
  private received = 0;
  private expectedBefore = 0;
  private receivedBefore = 0;
  private transit: number | undefined;
  /** In units of the codec's clock. */
  private jitter = 0;
  private lastSenderReport: { readonly name: number; readonly at: number } | undefined;

  /** `first`: the first packet's sequence. All sequences are unwrapped ones. */
  constructor(
    private readonly first: number,
    private readonly clockRate: number,
  ) {
    this.highest = first - 1;
  }

  /** Counts any packet of the source, duplicates and late ones too (RFC 3550 A.3). `now` in ms. */
  add(sequence: number, timestamp: number, now: number): void {
    this.received += 1;
    // What was sent again says nothing of the link's jitter: only the newest packets do.
    if (sequence <= this.highest) return;
    this.highest = sequence;
    const arrival = Math.round((now * this.clockRate) / 1_000);
    const transit = (arrival - timestamp) | 0;
    const change = this.transit === undefined ? 0 : Math.abs((transit - this.transit) | 0);
    this.transit = transit;
    // A pause or a new time base is no jitter either.
    if (change < this.clockRate) this.jitter += (change - this.jitter) / 16;
  }

  /** `name`: the middle 32 bits of the report's NTP time. */
  senderReport(name: number, now: number): void {
    this.lastSenderReport = { name, at: now };
  }

  get jitterMs(): number {
    return (this.jitter * 1_000) / this.clockRate;
  }

  /** Closes an interval. Undefined when nothing came in it, which is not reported (RFC 3550 §6.4). */
  report(ssrc: number, now: number): ReceptionReport | undefined {
    const receivedNow = this.received - this.receivedBefore;
    if (receivedNow === 0) return undefined;
    const expected = this.highest - this.first + 1;
    const expectedNow = expected - this.expectedBefore;
    const lostNow = expectedNow - receivedNow;
    this.expectedBefore = expected;
    this.receivedBefore = this.received;
    return {
      ssrc,
      fractionLost: expectedNow > 0 && lostNow > 0 ? lostNow / expectedNow : 0,
      packetsLost: expected - this.received,
      highestSequence: this.highest >>> 0,
      jitter: Math.floor(this.jitter),
      lastSenderReport: this.lastSenderReport?.name ?? 0,
      sinceSenderReportMs: this.lastSenderReport ? now - this.lastSenderReport.at : 0,
    };
  }
}
