import type { Clock, QualityField, StreamId } from '@callgrid/core';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** How often what devices say is shown, in ms: whatever many of them say in between is one change. */
const EVERY_MS = 1_000;
/** How long those of a stream are kept, in ms, and how many at most: devices say something each 2 s or so. */
const KEPT_MS = 60_000;
const KEPT = 60;

/** Bit rates in kbit/s, `netJitter` and `roundTrip` in ms, `packetLoss` in percent; the last two only browsers know. */
export type QualityNumbers = Readonly<Partial<Record<QualityField | 'packetLoss' | 'roundTrip', number>>>;

/** What was known of a stream at a time, in ms of the clock. */
export type QualityMoment = QualityNumbers & { readonly at: number };

/** What the pusher or player of one stream says of it. */
export interface StreamQuality {
  /** 1 best … 6 down; 0 where it is not known. */
  readonly level: number;
  /** As it was said last: bit rates in kbit/s. */
  readonly now: QualityNumbers;
  /** The last minute of it, one a second at most, oldest first. */
  readonly recent: readonly QualityMoment[];
}

export type QualityView = Readonly<Record<StreamId, StreamQuality>>;

/** What the devices of one call say of their streams. Those that say nothing any more are let go. */
export class QualityLog {
  readonly store: StoreApi<QualityView> = createStore<QualityView>()(() => ({}));
  private readonly clock: Clock;
  private readonly news = new Map<StreamId, QualityNumbers>();
  private stopWaiting: (() => void) | null = null;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  note(id: StreamId, network: QualityNumbers): void {
    this.news.set(id, { ...this.news.get(id), ...network });
    this.stopWaiting ??= this.clock.after(EVERY_MS, () => this.show());
  }

  /** The stream is not pushed or played here any more. */
  forget(id: StreamId): void {
    this.news.delete(id);
    const { [id]: gone, ...rest } = this.store.getState();
    if (gone) this.store.setState(rest, true);
  }

  /** Shows nothing more. */
  stop(): void {
    this.stopWaiting?.();
    this.stopWaiting = null;
  }

  private show(): void {
    this.stopWaiting = null;
    const at = this.clock.now();
    const view: Record<StreamId, StreamQuality> = { ...this.store.getState() };
    for (const [id, said] of this.news) {
      const { now = {}, recent = [] } = view[id] ?? {};
      const next = { ...now, ...said };
      const kept = recent.filter((moment) => moment.at > at - KEPT_MS).slice(1 - KEPT);
      view[id] = { level: next.netQualityLevel ?? 0, now: next, recent: [...kept, { ...next, at }] };
    }
    this.news.clear();
    this.store.setState(view, true);
  }
}
