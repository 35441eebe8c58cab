import { type Clock, type JoinParams, seatTimers, type Uid } from '@callgrid/protocol';
import type { Seat } from './seat.ts';

/** The seats of one room: whose they are, and how long each waits for its client. */
export class Seats {
  private readonly clock: Clock;
  private readonly expired: (seat: Seat) => void;
  private readonly byUid = new Map<Uid, Seat>();

  /** `expired` is told of a seat whose client did not come back in time; it is still there then. */
  constructor(clock: Clock, expired: (seat: Seat) => void) {
    this.clock = clock;
    this.expired = expired;
  }

  get size(): number {
    return this.byUid.size;
  }

  get(uid: Uid): Seat | undefined {
    return this.byUid.get(uid);
  }

  /** In order of arrival. */
  all(): Iterable<Seat> {
    return this.byUid.values();
  }

  /** The seat that the session proves. */
  provedBy({ uid, session }: Pick<JoinParams, 'uid' | 'session'>): Seat | undefined {
    const seat = this.byUid.get(uid);
    return session !== undefined && seat?.session === session ? seat : undefined;
  }

  add(seat: Seat): void {
    this.byUid.set(seat.uid, seat);
  }

  /** Its client is away: it has a while to come back, a longer one when its app said that it is hidden. */
  await(seat: Seat, isHidden: boolean): void {
    const span = isHidden ? seatTimers.seatInBackground : seatTimers.seat;
    seat.stopExpiry = this.clock.after(span, () => this.expired(seat));
  }

  remove(seat: Seat): void {
    seat.stopExpiry();
    this.byUid.delete(seat.uid);
  }

  /** Lets go of all of them. */
  close(): void {
    for (const seat of this.byUid.values()) {
      seat.stopExpiry();
      seat.link = null;
    }
    this.byUid.clear();
  }
}
