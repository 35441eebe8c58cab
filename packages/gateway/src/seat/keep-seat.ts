import {
  createRoom,
  type ErrorCode,
  gateway as gatewayAt,
  type MediaProtocol,
  type Room,
  RtcError,
  streamId,
  toUid,
} from '@callgrid/core';
import { explainEnd, explainRefusal } from './explain-refusal.ts';
import { howToUse, type SeatWish } from './how-to-use.ts';
import { createNodePlatform } from './node-platform.ts';
import { seatNews } from './seat-news.ts';

export interface SeatOptions {
  /** The gateway's WebSocket address. */
  readonly gateway: string;
  readonly room: string;
  readonly uid: string;
  readonly name: string | undefined;
  readonly token: string | undefined;
  readonly wish: SeatWish;
}

/** Joins, prints addresses on standard output and news on standard error, until a signal comes or the seat ends. */
export async function keepSeat(options: SeatOptions): Promise<void> {
  const { gateway, wish } = options;
  const protocols: MediaProtocol[] = [wish.by === 'flv' ? 'ws-flv' : wish.by];
  const [push, pull] = wish.does === 'push' ? [protocols, []] : [[], protocols];
  const room = createRoom({ backend: gatewayAt(gateway), platform: createNodePlatform({ push, pull }) });
  const leave = () => void room.leave().then(() => process.exit(0));
  process.once('SIGINT', leave);
  process.once('SIGTERM', leave);
  tellOf(room, options);
  try {
    await join(room, options);
    room.on('left', ({ reason }) => {
      if (reason !== 'left') fail(explainEnd(reason));
    });
    await (wish.does === 'push' ? room.publish() : watch(room, wish.uid, refused));
  } catch (error) {
    await refused(error);
  }

  async function refused(error: unknown): Promise<void> {
    if (!(error instanceof RtcError)) throw error;
    // By a signal, or by what was told already.
    if (leftBefore.includes(error.code)) return;
    await room.leave();
    fail(explainRefusal(error, options));
  }
}

const leftBefore: readonly ErrorCode[] = ['connection/aborted', 'room/left', 'room/notJoined'];
/** Gone again before the answer: it is asked for when it comes. */
const goneAgain: readonly ErrorCode[] = ['participant/unknown', 'stream/notPublished'];

async function join(room: Room, { room: channelName, uid, name, token, wish }: SeatOptions): Promise<void> {
  await room.join({
    channelName,
    uid,
    role: wish.does === 'push' ? 'broadcaster' : 'audience',
    autoSubscribe: false,
    ...(name !== undefined && { name }),
    ...(token !== undefined && { token }),
  });
}

/** Asks for the camera of `uid` now, if it is there, and whenever it comes. */
async function watch(room: Room, uid: string, refused: (error: unknown) => Promise<void>): Promise<void> {
  const id = streamId(toUid(uid), 'camera');
  const ask = () =>
    room.subscribe({ uid: toUid(uid) }).catch((error: unknown) => {
      if (!(error instanceof RtcError && goneAgain.includes(error.code))) return refused(error);
    });
  room.on('streamPublished', (stream) => {
    if (streamId(stream.uid, stream.source) === id) void ask();
  });
  if (room.store.getState().streams.some((it) => it.id === id)) await ask();
  else console.error(`${uid} has no camera in the room yet. Its address comes with it.`);
}

function tellOf(room: Room, { wish, uid }: SeatOptions): void {
  const id = streamId(toUid(wish.does === 'push' ? uid : wish.uid), 'camera');
  let shown: string | undefined;
  room.store.subscribe((view, before) => {
    const address = view.streams.find((it) => it.id === id)?.address;
    const url = wish.by === 'flv' ? address?.url.replace(/^ws/, 'http') : address?.url;
    if (url !== undefined && url !== shown) {
      if (shown !== undefined) console.error('The address is another one now.');
      shown = url;
      console.log(url);
      console.error(howToUse(wish, url));
    }
    // In the news of a seat that has ended everything is gone.
    if (view.connection.status !== 'left') for (const line of seatNews(id, before, view)) console.error(line);
  });
  room.on('connectionChanged', ({ connection }) => {
    if (connection.status === 'reconnecting' && connection.attempt === 1)
      console.error(
        `The connection to the gateway broke (${connection.cause}). Trying again; the address stays good for 30 s.`,
      );
  });
  room.on('reconnected', ({ fresh }) =>
    console.error(
      fresh ? 'The connection is back, with a new seat.' : 'The connection is back; the address is the same.',
    ),
  );
}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}
