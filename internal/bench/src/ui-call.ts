import type { Room } from '@callgrid/core';
import { VirtualClock } from '@callgrid/core/testing';
import {
  allQuiet,
  launchPhone,
  type Phone,
  type PhoneOptions,
  type ScriptedDriver,
  scripted,
} from '@callgrid/phone';

export const OWN_UID = 1001;
/** Until something is shown, in ms of real time. */
const PATIENCE_MS = 10_000;
const STEP_MS = 20;

/** A real gateway, and clients of the core that join one room of it. */
export interface UiGateway {
  readonly url: string;
  readonly room: string;
  join(uid: number): Promise<Room>;
  stop(): Promise<void>;
}

export interface UiCallOptions {
  /** Stopped with the call. */
  readonly gateway: UiGateway;
  /** The compiled demo. */
  readonly dist: string;
  /** How many others are in the call, each with camera and microphone; their uids begin at 1002. */
  readonly others: number;
  /** Default: the room's. */
  readonly page?: string;
  /** More for the page's query. */
  readonly query?: Readonly<Record<string, string>>;
  readonly device?: PhoneOptions['device'];
  readonly onConsole?: PhoneOptions['onConsole'];
}

/**
 * A headless phone in a call of a real gateway. The others are clients of the core; no media flows. The phone lives by
 * a clock that moves when it is told to, so that what it sends to its view is the same each time.
 */
export interface UiCall {
  readonly phone: Phone;
  readonly media: ScriptedDriver;
  readonly clock: VirtualClock;
  /** By uid. */
  readonly others: ReadonlyMap<number, Room>;
  /** One more joins, with camera and microphone. */
  join(uid: number): Promise<Room>;
  /** Moves the clock on until the phone shows it. Rejects after 10 s. */
  until(what: string, isShown: () => boolean): Promise<void>;
  stop(): Promise<void>;
}

export async function startUiCall({
  gateway,
  others: count,
  query,
  ...setting
}: UiCallOptions): Promise<UiCall> {
  const others = new Map<number, Room>();
  const phones: Phone[] = [];
  const clock = new VirtualClock({ start: Date.now(), settle: () => allQuiet(phones) });
  const media = scripted();
  const join = async (uid: number): Promise<Room> => {
    const room = await gateway.join(uid);
    await room.publish();
    others.set(uid, room);
    return room;
  };
  const stop = async () => {
    await Promise.all(phones.map((phone) => phone.close()));
    await gateway.stop();
  };
  const until = async (what: string, isShown: () => boolean) => {
    const end = Date.now() + PATIENCE_MS;
    while (!isShown()) {
      if (Date.now() > end) throw new Error(`${what}: not shown within ${PATIENCE_MS} ms`);
      await clock.advance(STEP_MS);
    }
  };
  try {
    for (let index = 1; index <= count; index++) await join(OWN_UID + index);
    const phone = await launchPhone({
      page: 'pages/room/index',
      ...setting,
      query: {
        gateway: encodeURIComponent(gateway.url),
        room: gateway.room,
        uid: String(OWN_UID),
        name: 'Ann',
        ...query,
      },
      media,
      clock,
    });
    phones.push(phone);
    await until(
      'the call',
      () => phone.exists('live-pusher') && (count === 0 || phone.exists('live-player')),
    );
    // Every device has told of its network, and it is shown.
    await clock.advance(4_000);
    return { phone, media, clock, others, join, until, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
