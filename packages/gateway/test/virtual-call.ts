import { type Backend, createRoom, gateway, type JoinOptions, type Room } from '@callgrid/core';
import { createFakePlatform, type FakePlatform, type FakeSocket, VirtualClock } from '@callgrid/core/testing';
import { closeCodes, type MediaKind, type Source, type Uid } from '@callgrid/protocol';
import type { Command } from '@callgrid/room';
import { pino } from 'pino';
import type { MediaEngine } from '../src/engine/media-engine.ts';
import { Grants } from '../src/grant/grants.ts';
import { noCounters } from '../src/metrics/gateway-counters.ts';
import { Rooms, type RoomsOptions } from '../src/room/rooms.ts';
import type { ClientSocket, ClientSocketListener } from '../src/signalling/client-socket.ts';
import { SignallingConnection } from '../src/signalling/signalling-connection.ts';
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

interface VirtualGateway {
  readonly rooms: Rooms;
  readonly grants: Grants;
  readonly connections: Map<FakeSocket, { connection: SignallingConnection; socket: MemoryClientSocket }>;
}

export async function createVirtualCall({
  backend = (it) => it,
  sent = (it) => it,
  ...options
}: VirtualCallOptions = {}): Promise<VirtualCall> {
  const clock = new VirtualClock();
  const store = options.store ?? new MemorySeatStore();
  let up = true;
  let running = await start();

  async function start(): Promise<VirtualGateway> {
    const grants = new Grants(clock);
    const rooms = new Rooms({
      engine: idleEngine,
      grants,
      clock,
      store,
      log,
      counters: noCounters,
      maxRooms: 1_000,
      maxParticipants: 100,
      sameUid: 'replace',
      ...options,
    });
    await rooms.restore();
    return { rooms, grants, connections: new Map() };
  }

  function arrive(fake: FakeSocket, latency: () => number): void {
    if (!up) return void clock.after(latency(), () => fake.close(1006));
    const { rooms, connections } = running;
    const line = () => new Line(clock, latency);
    const socket = new MemoryClientSocket(fake, {
      up: line(),
      down: line(),
      sent: (frame) => sent(frame, rooms),
      gone: () => connections.delete(fake),
    });
    const connection = new SignallingConnection(socket, {
      host: 'gateway',
      rooms,
      gate: undefined,
      counters: noCounters,
      clock,
      log,
    });
    connections.set(fake, { connection, socket });
    socket.open();
  }

  function client(): VirtualClient {
    const fake = createFakePlatform({ onSocket: (socket) => arrive(socket, () => made.latency) });
    const platform: FakePlatform = { ...fake, clock };
    const made: VirtualClient = {
      room: createRoom({ backend: backend(gateway('ws://gateway')), platform }),
      platform,
      latency: LATENCY,
      setUnread: (bytes) => {
        running.connections.get(platform.sockets.at(-1)!)!.socket.queuedBytes = bytes;
      },
      cut: () => running.connections.get(platform.sockets.at(-1)!)?.socket.terminate(),
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
    kick: (channelName, uid) => running.rooms.find(channelName)?.kick(uid),
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
      const { rooms, connections } = running;
      up = false;
      if (how === 'stop') {
        const stored = rooms.close();
        for (const { connection } of connections.values())
          connection.close(closeCodes.restart, 'the gateway stops');
        await clock.advance(LATENCY);
        await stored;
      } else {
        rooms.abandon();
        for (const { socket } of connections.values()) socket.terminate();
      }
      running = await start();
      up = true;
    },
  };
}

/** One direction of a connection: what goes in comes out later, in the same order. */
class Line {
  private readonly clock: VirtualClock;
  private readonly latency: () => number;
  private lastAt = 0;

  constructor(clock: VirtualClock, latency: () => number) {
    this.clock = clock;
    this.latency = latency;
  }

  carry(arrive: () => void): void {
    const now = this.clock.now();
    this.lastAt = Math.max(this.lastAt, now + this.latency());
    this.clock.after(this.lastAt - now, arrive);
  }
}

interface SocketParts {
  /** To the gateway. */
  readonly up: Line;
  /** To the client. */
  readonly down: Line;
  sent(frame: unknown): unknown;
  gone(): void;
}

/** The gateway's end of a fake socket. */
class MemoryClientSocket implements ClientSocket {
  queuedBytes = 0;
  private readonly fake: FakeSocket;
  private readonly parts: SocketParts;
  private listener: ClientSocketListener | null = null;

  constructor(fake: FakeSocket, parts: SocketParts) {
    this.fake = fake;
    this.parts = parts;
  }

  open(): void {
    this.parts.down.carry(() => this.fake.open());
  }

  send(text: string): void {
    this.parts.down.carry(() => this.fake.receive(text));
  }

  close(code: number, reason: string): void {
    this.parts.down.carry(() => {
      this.fake.close(code, reason);
      this.closed();
    });
  }

  /** What was on its way is lost. */
  terminate(): void {
    this.fake.close(1006);
    this.closed();
  }

  listen(listener: ClientSocketListener): void {
    const { up, sent } = this.parts;
    this.listener = listener;
    this.fake.onSent = (frame) => up.carry(() => this.listener?.received(JSON.stringify(sent(frame))));
    this.fake.onClosed = () => up.carry(() => this.closed());
  }

  private closed(): void {
    const { listener } = this;
    this.listener = null;
    this.parts.gone();
    listener?.closed();
  }
}

const log = pino({ level: 'silent' });

/** Media that nobody sends: its addresses are a stream's name and key. */
export const idleEngine: MediaEngine = {
  capabilities: { perKind: true, push: ['rtmp'], pull: ['rtmp'] },
  url: ({ stream, key }, protocol, host) => `${protocol}://${host}/${stream}?key=${key}`,
  update() {},
  disconnect() {},
  stats: () => undefined,
  close: async () => {},
};
