import type { Clock, StreamId } from '@callgrid/core';
import { drawnNetwork } from './drawn-network.ts';
import type { DeviceManner } from './happening.ts';

/** What a device tells, in WeChat's words. */
export interface DeviceListener {
  readonly kind: 'pusher' | 'player';
  code(code: number): void;
  error(errCode: number): void;
  network(info: Readonly<Record<string, number>>): void;
}

/** How long a device takes to say what became of a start, in ms; and how often it tells of its network, as WeChat's do. */
const STARTS_IN = 300;
const TELLS_EVERY = 2_000;
/** The app is seen again: a device comes back by itself. */
const SUSPENDED = 5000;
const WAKES_IN = 1_000;

const codes = {
  pusher: { works: 1002, broken: -1307 },
  player: { works: 2004, broken: -2301 },
} as const;

/** Errors that a pusher tells as such. */
const ERRORS = [10001, 10002];

/** The pushers and players of one drawn call: what would be cameras and speakers on a phone, and is nothing but their words. */
export class DrawnDevices {
  private readonly clock: Clock;
  private readonly plugged = new Map<StreamId, DeviceListener>();
  private readonly starting = new Map<StreamId, () => void>();
  private readonly manners = new Map<StreamId, DeviceManner>();
  private readonly levels = new Map<StreamId, number>();
  private readonly working = new Set<StreamId>();
  private stopTelling: (() => void) | null = null;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** The element is there, and starts by itself. Gives the function that takes it away. */
  plug(id: StreamId, listener: DeviceListener): () => void {
    this.plugged.set(id, listener);
    this.start(id);
    this.stopTelling ??= this.clock.after(TELLS_EVERY, () => this.tellAll());
    return () => {
      if (this.plugged.get(id) !== listener) return;
      this.stop(id);
      this.plugged.delete(id);
    };
  }

  start(id: StreamId): void {
    this.stop(id);
    const manner = this.manners.get(id) ?? 'works';
    if (manner === 'silent') return;
    this.starting.set(
      id,
      this.clock.after(STARTS_IN, () => {
        const kind = this.plugged.get(id)?.kind;
        if (kind) this.say(id, codes[kind][manner]);
      }),
    );
  }

  stop(id: StreamId): void {
    this.starting.get(id)?.();
    this.starting.delete(id);
    this.working.delete(id);
  }

  behave(id: StreamId, manner: DeviceManner): void {
    this.manners.set(id, manner);
    const kind = this.plugged.get(id)?.kind;
    if (manner === 'broken' && kind) this.say(id, codes[kind].broken);
  }

  say(id: StreamId, code: number): void {
    const device = this.plugged.get(id);
    if (!device) return;
    if (code === codes[device.kind].works) {
      this.working.add(id);
      this.tell(id);
    } else if (code < 0) this.stop(id);
    if (ERRORS.includes(code)) device.error(code);
    else device.code(code);
  }

  /** The app is seen again: whatever it was taken for is over. */
  wake(): void {
    for (const [id, { kind }] of this.plugged)
      this.clock.after(WAKES_IN, () => this.say(id, codes[kind].works));
  }

  suspend(): void {
    for (const id of this.plugged.keys()) this.say(id, SUSPENDED);
  }

  setLevel(id: StreamId, level: number): void {
    this.levels.set(id, level);
    if (this.working.has(id)) this.tell(id);
  }

  /** What the network of this stream is like now. */
  networkOf(id: StreamId): Readonly<Record<string, number>> {
    return drawnNetwork(this.levels.get(id) ?? 1, this.clock.now(), id);
  }

  private tell(id: StreamId): void {
    this.plugged.get(id)?.network(this.networkOf(id));
  }

  private tellAll(): void {
    for (const id of this.working) this.tell(id);
    this.stopTelling = this.plugged.size > 0 ? this.clock.after(TELLS_EVERY, () => this.tellAll()) : null;
  }
}
