import { type Backend, createRoom, gateway, type JoinOptions, type Room } from '@callgrid/core';
import { createFakePlatform, type FakePlatform, type FakeSocket, VirtualClock } from '@callgrid/core/testing';
import type { MediaKind, Source, Uid } from '@callgrid/protocol';
import type { Command } from '@callgrid/room';
import type { MediaEngine } from '../src/engine/media-engine.ts';
import { InProcessGateway } from '../src/in-process/in-process-gateway.ts';
import type { InProcessSocket } from '../src/in-process/in-process-socket.ts';
import { createMemoryEngine } from '../src/in-process/memory-engine.ts';
import type { Rooms, RoomsOptions } from '../src/room/rooms.ts';
import { MemorySeatStore } from '../src/store/memory-seat-store.ts';

/** How long a frame is on its way, in milliseconds, unless a client's line is slower. */
const LATENCY = 1;

/** The gateway's own rooms and connections, and the core's own clients, without a network and with a time that stands still. */
export interface VirtualCall {
  readonly clock: VirtualClock;
  /** The rooms of the gateway that runs now. */
  readonly rooms: Rooms;
  client(): VirtualClient;
  /** Puts somebody out of a room, as its owner would. */
  kick(channelName: string, uid: Uid): void;
  /** Says that packets come, or do not, as the media engine would. */
  reportMedia(channelName: string, uid: Uid, report: MediaReport): void;
  /** Whether an address is one that the engine would take. */
  opens(url: string): boolean;
  /** Joins a new client; moves the clock on until it has. */
  join(options: JoinOptions): Promise<VirtualClient>;
  /** The gateway ends, in order or in the middle of everything, and another one begins with what is stored. */
  restart(how: 'stop' | 'kill'): Promise<void>;
}

export interface MediaReport {
  readonly source: Source;
  readonly kind: MediaKind;
  readonly media: 'live' | 'stalled';
}

export interface VirtualClient {
  readonly room: Room;
  readonly platform: FakePlatform;
  /** How long its frames are on their way from now on, both ways; they stay in order. */
  latency: number;
  /** Breaks the connection for both sides. */
  cut(): void;
  /** What the client has not read yet, in bytes, as the gateway sees it. */
  setUnread(bytes: number): void;
}

export interface VirtualCallOptions extends Partial<RoomsOptions> {
  /** Stands between a client's room and its backend: the place to plant a fault. */
  readonly backend?: (backend: Backend) => Backend;
  /** What becomes of a frame that a client sends. */
  readonly sent?: (frame: unknown, rooms: Rooms) => unknown;
}

export async function createVirtualCall({
  backend = (it) => it,
  sent = (it) => it,
  ...options
}: VirtualCallOptions = {}): Promise<VirtualCall> {
  const clock = new VirtualClock();
  const store = options.store ?? new MemorySeatStore();
  const sockets = new WeakMap<FakeSocket, InProcessSocket>();
  let up = true;
  let running = await start();

  async function start(): Promise<InProcessGateway> {
    const begun = new InProcessGateway({ ...options, clock, store });
    await begun.rooms.restore();
    return begun;
  }

  function arrive(fake: FakeSocket, latency: () => number): void {
    if (!up) return void clock.after(latency(), () => fake.close(1006));
    const { rooms } = running;
    const socket = running.connect(
      {
        opened: () => fake.open(),
        received: (text) => fake.receive(text),
        closed: (code, reason) => fake.close(code, reason),
      },
      latency,
    );
    fake.onSent = (frame) => socket.say(JSON.stringify(sent(frame, rooms)));
    fake.onClosed = () => socket.leave();
    sockets.set(fake, socket);
  }

  function client(): VirtualClient {
    const fake = createFakePlatform({ onSocket: (socket) => arrive(socket, () => made.latency) });
    const platform: FakePlatform = { ...fake, clock };
    const made: VirtualClient = {
      room: createRoom({ backend: backend(gateway('ws://gateway')), platform }),
      platform,
      latency: LATENCY,
      setUnread: (bytes) => {
        sockets.get(platform.sockets.at(-1)!)!.queuedBytes = bytes;
      },
      cut: () => sockets.get(platform.sockets.at(-1)!)?.cut(),
    };
    return made;
  }

  function run(channelName: string, command: Command): void {
    const room = running.rooms.find(channelName);
    const known = room?.state.participants.some(({ uid }) => 'uid' in command && uid === command.uid);
    if (known) room?.run(command);
  }

  return {
    clock,
    get rooms() {
      return running.rooms;
    },
    client,
    kick: (channelName, uid) => running.kick(channelName, uid),
    reportMedia: (channelName, uid, report) => run(channelName, { ...report, type: 'reportMedia', uid }),
    opens: (url) => {
      const [, stream, key] = /([^/]+)\?key=(.*)$/.exec(url) ?? [];
      return (['push', 'pull'] as const).some(
        (direction) => 'grant' in running.grants.find({ direction, stream: stream!, key: key! }),
      );
    },
    join: async (wanted) => {
      const joined = client();
      const done = joined.room.join(wanted);
      await clock.advance(5 * LATENCY);
      await done;
      return joined;
    },
    restart: async (how) => {
      up = false;
      if (how === 'stop') {
        const stored = running.close();
        await clock.advance(LATENCY);
        await stored;
      } else running.kill();
      running = await start();
      up = true;
    },
  };
}

/** Media that nobody sends. */
export const idleEngine: MediaEngine = createMemoryEngine();
