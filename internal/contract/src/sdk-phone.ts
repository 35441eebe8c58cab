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
  private lastId = 0;

  private constructor(phone: Phone, log: EventLog<Entry>) {
    this.phone = phone;
    this.log = log;
  }

  /** Its client is made and listens to everything; `gateway` null leaves both to the test. */
  static async launch(
    dist: string,
    gateway: string | null,
    options: Partial<Parameters<typeof launchPhone>[0]> = {},
  ): Promise<SdkPhone> {
    const log = new EventLog<Entry>();
    const phone = await launchPhone({
      dist,
      onConsole: ({ level, text }) => level === 'log' && log.add(JSON.parse(text) as Entry),
      ...options,
    });
    const sdkPhone = new SdkPhone(phone, log);
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
  async outcome(id: number, timeoutMs?: number): Promise<Entry> {
    return this.log.until((entry) => entry.id === id, timeoutMs);
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

  /** The payload of the first event of this name, past ones included. */
  async told(event: string, timeoutMs?: number): Promise<unknown> {
    return (await this.log.until((entry) => entry.event === event, timeoutMs)).payload;
  }

  /** Waits for the event that `matches`. */
  async heard(event: string, matches: (payload: never) => boolean = () => true): Promise<Entry> {
    return this.log.until((entry) => entry.event === event && matches(entry.payload as never));
  }

  /** Lets everything be told that is due: events come in tasks of their own, in order. */
  async settled(): Promise<void> {
    await this.do(['later']);
  }

  /** Forgets what was printed so far. */
  forget(): void {
    this.log.entries.length = 0;
  }
}

const unasked = ['sessionStart', 'open', 'media-status'];
