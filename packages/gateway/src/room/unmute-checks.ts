import { type Clock, type MediaKind, mediaKinds, seatTimers, type Uid } from '@callgrid/protocol';

/**
 * Nobody is told when packets of a muted kind stop: they may. Once it is unmuted, somebody has to look whether they
 * came back. At most one look is on its way for each person and kind.
 */
export class UnmuteChecks {
  private readonly clock: Clock;
  private readonly check: (uid: Uid, kind: MediaKind) => void;
  private readonly stops = new Map<string, () => void>();

  constructor(clock: Clock, check: (uid: Uid, kind: MediaKind) => void) {
    this.clock = clock;
    this.check = check;
  }

  /** Looks later; not before the time has passed since the last unmute. */
  begin(uid: Uid, kind: MediaKind): void {
    this.cancel(uid, kind);
    const key = `${uid} ${kind}`;
    const stop = this.clock.after(seatTimers.unmuted, () => {
      this.stops.delete(key);
      this.check(uid, kind);
    });
    this.stops.set(key, stop);
  }

  forget(uid: Uid): void {
    for (const kind of mediaKinds) this.cancel(uid, kind);
  }

  close(): void {
    for (const stop of this.stops.values()) stop();
    this.stops.clear();
  }

  private cancel(uid: Uid, kind: MediaKind): void {
    const key = `${uid} ${kind}`;
    this.stops.get(key)?.();
    this.stops.delete(key);
  }
}
