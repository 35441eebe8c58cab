import type { VirtualClock } from '@callgrid/core/testing';
import { launchPhone, type Phone } from '@callgrid/phone';
import { EventLog } from '@callgrid/test-kit';

/** Something the app on the phone printed: an event, or what came of a command. In order. */
export interface Entry {
  readonly event?: string;
  readonly payload?: unknown;
  /** Which set of listeners heard it. */
  readonly as?: string;
  /** Steps that an event set off are done. */
  readonly handled?: string;
  readonly id?: number;
  readonly value?: unknown;
  readonly error?: SdkFailure;
}

export interface SdkFailure {
  readonly isError: boolean;
  readonly code: number | string;
  readonly reason: string;
  readonly desc: string;
  readonly message: string;
  /** Thrown at once, where a promise would have rejected. */
  readonly thrown: boolean;
}

/** The name of a method of the client or of the app's own, and its arguments; what JSON lacks is written `$undefined`, `$NaN`, `{ $big }`. */
export type Step = readonly [name: string, ...args: unknown[]];

/** A headless phone whose app does with the drop-in what a test says. */
export class SdkPhone {
  readonly phone: Phone;
  readonly log: EventLog<Entry>;
  private readonly clock: VirtualClock | undefined;
  private lastId = 0;

  private constructor(phone: Phone, log: EventLog<Entry>, clock: VirtualClock | undefined) {
    this.phone = phone;
    this.log = log;
    this.clock = clock;
  }

  /** Its client is made and listens to everything; `gateway` null leaves both to the test. */
  static async launch(dist: string, gateway: string | null, clock?: VirtualClock): Promise<SdkPhone> {
    const log = new EventLog<Entry>();
    const phone = await launchPhone({
      dist,
      onConsole: ({ level, text }) => level === 'log' && log.add(JSON.parse(text) as Entry),
      clock,
    });
    const sdkPhone = new SdkPhone(phone, log, clock);
    if (gateway !== null) await sdkPhone.do(['create', { appkey: 'k', gateway }], ['listen']);
    return sdkPhone;
  }

  /** Begins a command in the app; gives its number in the log. */
  begin(...steps: readonly Step[]): number {
    const id = ++this.lastId;
    this.phone.input('#command', JSON.stringify({ id, steps }));
    return id;
  }

  /** What came of a command. */
  outcome(id: number): Promise<Entry> {
    return this.printed((entry) => entry.id === id);
  }

  /** Does one step after the other; gives what the last one gave, or fails with what the app was told. */
  async do<T = unknown>(...steps: readonly Step[]): Promise<T> {
    const { value, error } = await this.outcome(this.begin(...steps));
    if (error) throw new Error(`${steps.map(([name]) => name)} failed: ${JSON.stringify(error)}`);
    return value as T;
  }

  /** The failure of the steps. */
  async refused(...steps: readonly Step[]): Promise<SdkFailure> {
    const { value, error } = await this.outcome(this.begin(...steps));
    if (!error) throw new Error(`${steps.map(([name]) => name)} gave ${JSON.stringify(value)}`);
    return error;
  }

  /** The events so far, but for those about sockets and media, unless they are asked for by name. */
  events(...names: readonly string[]): readonly (readonly [string, unknown])[] {
    return this.log.entries
      .filter(({ event }) => event && (names.length > 0 ? names.includes(event) : !unasked.includes(event)))
      .map(({ event, payload }) => [event!, payload] as const);
  }

  /** The payload of the first event of this name that `matches`, past ones included. */
  async told(event: string, matches: (payload: never) => boolean = () => true): Promise<unknown> {
    return (await this.printed((entry) => entry.event === event && matches(entry.payload as never))).payload;
  }

  /** Lets everything be told that is due: events come in tasks of their own, in order. */
  async settled(): Promise<void> {
    await this.do(['later']);
  }

  /** Forgets what was printed so far. */
  forget(): void {
    this.log.entries.length = 0;
  }

  /** Where time is the test's, it moves on by as little as is needed, and by a second at most. */
  private async printed(matches: (entry: Entry) => boolean): Promise<Entry> {
    for (let ms = 0; this.clock && ms < 1_000 && !this.log.entries.some(matches); ms++) {
      await this.clock.advance(1);
    }
    return this.log.until(matches, this.clock ? 0 : undefined);
  }
}

const unasked = ['sessionStart', 'open', 'media-status'];
