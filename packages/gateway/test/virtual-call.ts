import { createRoom, gateway, type JoinOptions, type Room } from '@callgrid/core';
import { createFakePlatform, type FakePlatform, type FakeSocket, VirtualClock } from '@callgrid/core/testing';
import { closeCodes } from '@callgrid/protocol';
import { pino } from 'pino';
import type { MediaEngine } from '../src/engine/media-engine.ts';
import { Grants } from '../src/grant/grants.ts';
import { noCounters } from '../src/metrics/gateway-counters.ts';
import { Rooms, type RoomsOptions } from '../src/room/rooms.ts';
import type { ClientSocket, ClientSocketListener } from '../src/signalling/client-socket.ts';
import { SignallingConnection } from '../src/signalling/signalling-connection.ts';
import { MemorySeatStore } from '../src/store/memory-seat-store.ts';

/** How long a frame is on its way, in milliseconds. */
const LATENCY = 1;

/** The gateway's own rooms and connections, and the core's own clients, without a network and with a time that stands still. */
export interface VirtualCall {
  readonly clock: VirtualClock;
  /** The rooms of the gateway that runs now. */
  readonly rooms: Rooms;
  client(): VirtualClient;
  /** Joins a new client; moves the clock on until it has. */
  join(options: JoinOptions): Promise<VirtualClient>;
  /** The gateway ends, in order or in the middle of everything, and another one begins with what is stored. */
  restart(how: 'stop' | 'kill'): Promise<void>;
}

export interface VirtualClient {
  readonly room: Room;
  readonly platform: FakePlatform;
  /** Breaks the connection for both sides. */
  cut(): void;
  /** What the client has not read yet, in bytes, as the gateway sees it. */
  setUnread(bytes: number): void;
}

interface VirtualGateway {
  readonly rooms: Rooms;
  readonly connections: Map<FakeSocket, { connection: SignallingConnection; socket: MemoryClientSocket }>;
}

export async function createVirtualCall(options: Partial<RoomsOptions> = {}): Promise<VirtualCall> {
  const clock = new VirtualClock();
  const store = options.store ?? new MemorySeatStore();
  let up = true;
  let running = await start();

  async function start(): Promise<VirtualGateway> {
    const rooms = new Rooms({
      engine: idleEngine,
      grants: new Grants(clock),
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
    return { rooms, connections: new Map() };
  }

  function arrive(fake: FakeSocket): void {
    if (!up) return void clock.after(LATENCY, () => fake.close(1006));
    const { rooms, connections } = running;
    const socket = new MemoryClientSocket(fake, clock, () => connections.delete(fake));
    const connection = new SignallingConnection(socket, {
      host: 'gateway',
      rooms,
      gate: undefined,
      counters: noCounters,
      clock,
      log,
    });
    connections.set(fake, { connection, socket });
    clock.after(LATENCY, () => fake.open());
  }

  function client(): VirtualClient {
    const fake = createFakePlatform({ onSocket: arrive });
    const platform: FakePlatform = { ...fake, clock };
    return {
      room: createRoom({ backend: gateway('ws://gateway'), platform }),
      platform,
      setUnread: (bytes) => {
        running.connections.get(platform.sockets.at(-1)!)!.socket.queuedBytes = bytes;
      },
      cut: () => running.connections.get(platform.sockets.at(-1)!)?.socket.terminate(),
    };
  }

  return {
    clock,
    get rooms() {
      return running.rooms;
    },
    client,
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

/** The gateway's end of a fake socket. */
class MemoryClientSocket implements ClientSocket {
  queuedBytes = 0;
  private readonly fake: FakeSocket;
  private readonly clock: VirtualClock;
  private readonly gone: () => void;
  private listener: ClientSocketListener | null = null;

  constructor(fake: FakeSocket, clock: VirtualClock, gone: () => void) {
    this.fake = fake;
    this.clock = clock;
    this.gone = gone;
  }

  send(text: string): void {
    this.clock.after(LATENCY, () => this.fake.receive(text));
  }

  close(code: number, reason: string): void {
    this.clock.after(LATENCY, () => {
      this.fake.close(code, reason);
      this.closed();
    });
  }

  terminate(): void {
    this.clock.after(0, () => {
      this.fake.close(1006);
      this.closed();
    });
  }

  listen(listener: ClientSocketListener): void {
    this.listener = listener;
    this.fake.onSent = (frame) =>
      this.clock.after(LATENCY, () => this.listener?.received(JSON.stringify(frame)));
    this.fake.onClosed = () => this.clock.after(LATENCY, () => this.closed());
  }

  private closed(): void {
    const { listener } = this;
    this.listener = null;
    this.gone();
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
