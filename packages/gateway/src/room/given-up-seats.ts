import { type Clock, type LeaveReason, seatTimers } from '@callgrid/protocol';

/** The oldest is forgotten beyond so many. */
const MOST = 10_000;

/**
 * Why seats ended whose clients were away and could not be told. Who comes back with the session of one is told then,
 * instead of joining anew as if nothing had been. A seat that ran out is none of them: its client may join anew.
 */
export class GivenUpSeats {
  private readonly clock: Clock;
  private readonly endings = new Map<string, { readonly reason: LeaveReason; readonly until: number }>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  add(session: string, reason: LeaveReason): void {
    if (reason === 'timeout' || reason === 'left') return;
    this.endings.set(session, { reason, until: this.clock.now() + seatTimers.seatInBackground });
    for (const [known, { until }] of this.endings) {
      if (until > this.clock.now() && this.endings.size <= MOST) break;
      this.endings.delete(known);
    }
  }

  /** Why the seat of this session ended; undefined where its client may join. */
  find(session: string | undefined): LeaveReason | undefined {
    const ending = session === undefined ? undefined : this.endings.get(session);
    return ending && ending.until > this.clock.now() ? ending.reason : undefined;
  }
}
