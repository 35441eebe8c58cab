import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startCall, type TestCall, type TestClient, type ToldEvent } from '@callgrid/gateway/test/call';
import { type MediaDriver, type NativeElement, scripted } from '@callgrid/phone';
import { type CastPhone, callFrom, castParts, findPlayer, hears, type Part, sees } from '@callgrid/start';
import { FaultProxy, until } from '@callgrid/test-kit';

export const ROOM = 'demo';
export const root = fileURLToPath(new URL('../../../', import.meta.url));
export const demo = join(root, 'apps', 'demo', 'dist', 'weapp');

export interface PhoneCallOptions {
  readonly phones: number;
  /** Real media by ffmpeg, or none at all, which is cheap. Default `ffmpeg`. */
  readonly media?: 'ffmpeg' | 'scripted' | ((part: Part) => MediaDriver);
  /** The compiled demo. Default: as it is built for everybody. */
  readonly dist?: string;
  /** More for the room page's query. */
  readonly query?: Readonly<Record<string, string>>;
  /** More settings of the gateway. */
  readonly settings?: readonly string[];
}

/** A phone in the call, on a signalling line of its own that can fail. */
export interface Caller extends CastPhone {
  readonly signalling: FaultProxy;
}

/** Headless phones in one room of a real gateway, and somebody in the audience who notes what is said. */
export interface PhoneCall {
  readonly gateway: TestCall;
  /** All RTMP goes through it. */
  readonly rtmp: FaultProxy;
  readonly callers: readonly Caller[];
  readonly watcher: TestClient;
  /** What the audience was told, from now on, and every text-sized fact in it. */
  listen(): Told;
  others(caller: Caller): readonly Caller[];
  /** Every phone sees and hears every other, measured after this was asked. */
  whole(timeoutMs?: number): Promise<void>;
  stop(): Promise<void>;
}

export interface Told {
  /** So far, except what the watcher tells about itself. */
  readonly events: readonly ToldEvent[];
  /** As `name uid`, with what tells one such fact from another, but for the engine's `mediaChanged`. */
  readonly facts: readonly string[];
  /** The engine's facts, as `1001 video stalled`. */
  readonly media: readonly string[];
}

/** Gives the call once all phones are in it; with ffmpeg, once all see and hear each other. */
export async function startPhoneCall({
  phones,
  media = 'ffmpeg',
  dist = demo,
  query = {},
  settings = [],
}: PhoneCallOptions): Promise<PhoneCall> {
  const rtmp = await FaultProxy.start();
  const gateway = await startCall(['--public-rtmp-url', `rtmp://127.0.0.1:${rtmp.port}`, ...settings]);
  rtmp.forwardTo(gateway.rtmpPort);
  const watcher = await gateway.join({
    channelName: ROOM,
    uid: 9_000,
    name: 'Watcher',
    role: 'audience',
    autoSubscribe: false,
  });
  const callers: Caller[] = [];
  const driver = (part: Part): { media?: MediaDriver } => {
    if (media === 'ffmpeg') return {};
    return { media: media === 'scripted' ? scripted() : media(part) };
  };
  const call: PhoneCall = {
    gateway,
    rtmp,
    callers,
    watcher,
    listen: () => listen(watcher),
    others: (caller) => callers.filter((it) => it !== caller),
    whole: (timeoutMs = 20_000) => whole(callers, timeoutMs),
    stop: async () => {
      await Promise.all(callers.map(({ phone }) => phone.close()));
      for (const { signalling } of callers) signalling.close();
      rtmp.close();
      await gateway.stop();
    },
  };
  try {
    for (const part of castParts(phones)) {
      const signalling = await FaultProxy.start(gateway.port);
      const url = `ws://127.0.0.1:${signalling.port}`;
      callers.push({
        ...(await callFrom(part, { dist, gateway: url, room: ROOM, query, ...driver(part) })),
        signalling,
      });
    }
    if (media === 'ffmpeg') await call.whole(30_000);
    else await until('every phone is told of every other', () => callers.every((it) => tiles(it) === phones));
  } catch (error) {
    await call.stop();
    throw error;
  }
  return call;
}

/** The tiles on a phone's screen, its own included. */
export function tiles({ phone }: CastPhone): number {
  return phone.count('.callgrid-tile');
}

/** Whether the tile of `of` on this phone shows a microphone that is off. */
export function showsMuted({ phone }: CastPhone, of: CastPhone): boolean {
  return phone.exists(`#callgrid-tile-${of.part.uid}.is-muted`);
}

export function pusherOf({ phone }: Pick<CastPhone, 'phone'>): NativeElement {
  const pusher = phone.natives().find(({ kind }) => kind === 'live-pusher');
  if (!pusher) throw new Error('This phone has no live-pusher.');
  return pusher;
}

/** The player on this phone that shows `of`. */
export function playerOf({ phone }: CastPhone, of: CastPhone): NativeElement {
  const player = findPlayer(phone.natives(), of.part);
  if (!player) throw new Error(`This phone has no player of ${of.part.uid}.`);
  return player;
}

/** Settles once each of `viewers` shows and plays what `part` sends, measured after this was asked. */
export async function seenBy(
  viewers: readonly CastPhone[],
  of: Pick<CastPhone, 'part'>,
  part: Part,
  timeoutMs: number,
): Promise<void> {
  const since = Date.now();
  const missing = () =>
    viewers
      .filter(({ phone }) => {
        const player = findPlayer(phone.natives(), of.part);
        const { colourAt, toneAt } = player?.state.measured ?? { colourAt: 0, toneAt: 0 };
        return !(colourAt > since && toneAt > since && sees(player, part) && hears(player, part));
      })
      .map((viewer) => viewer.part.uid);
  await until(
    `${of.part.uid} is seen and heard as ${part.colour}, ${part.tone} Hz`,
    () => missing().length === 0,
    timeoutMs,
  ).catch((error: Error) => {
    const states = viewers.map(({ part: viewer, phone }) => ({
      viewer: viewer.uid,
      ...findPlayer(phone.natives(), of.part)?.state,
    }));
    throw new Error(`${error.message}; not by ${missing()}: ${JSON.stringify(states)}`);
  });
}

/** Settles once every phone sees and hears every other, measured after this was asked. */
export async function whole(callers: readonly CastPhone[], timeoutMs: number): Promise<void> {
  await Promise.all(
    callers.map((of) =>
      seenBy(
        callers.filter((it) => it !== of),
        of,
        of.part,
        timeoutMs,
      ),
    ),
  );
}

function listen(watcher: TestClient): Told {
  const start = watcher.events.entries.length;
  const events = () => watcher.events.entries.slice(start);
  return {
    get events() {
      return events();
    },
    get facts() {
      return events()
        .filter(({ name }) => name !== 'mediaChanged')
        .map(({ name, payload }) => {
          const { uid, kind, status, reason, participant } = payload as Partial<Record<string, unknown>>;
          const who = uid ?? (participant as { uid?: string } | undefined)?.uid;
          return [name, who, kind ?? status ?? reason].filter((it) => it !== undefined).join(' ');
        });
    },
    get media() {
      return events()
        .filter(({ name }) => name === 'mediaChanged')
        .map(({ payload }) => {
          const { uid, kind, media } = payload as Record<string, unknown>;
          return `${uid} ${kind} ${media}`;
        });
    },
  };
}
