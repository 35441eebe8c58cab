import { createRoom, createWebPlatform, gateway, type MediaProtocol, type Room } from '@callgrid/core';
import { WebSocket } from 'ws';
import { startGatewayProcess } from './gateway-process.ts';

export interface BenchGateway {
  readonly pid: number;
  readonly url: string;
  readonly port: number;
  readonly rtmpPort: number;
  /** Joins a client whose views push and play by these; it neither pushes nor plays by itself. */
  join(uid: number, protocols: { push?: MediaProtocol[]; pull?: MediaProtocol[] }): Promise<Room>;
  stop(): Promise<void>;
}

export const ROOM = 'bench';

/** The built gateway in a process of its own, and the core's own clients here. */
export async function startBenchGateway(settings: readonly string[] = []): Promise<BenchGateway> {
  const running = await startGatewayProcess(settings);
  const { pid, port, rtmpPort } = running;
  const url = `ws://127.0.0.1:${port}`;
  const rooms: Room[] = [];
  return {
    pid,
    url,
    port,
    rtmpPort,
    join: async (uid, { push = [], pull = [] }) => {
      const room = createRoom({
        backend: gateway(url),
        platform: createWebPlatform(nodeWindow(), { push, pull }),
      });
      rooms.push(room);
      await room.join({ channelName: ROOM, uid, autoSubscribe: false });
      return room;
    },
    stop: async () => {
      await Promise.all(rooms.map((room) => room.leave()));
      await running.stop();
    },
  };
}

/** What the core needs of a browser's window. */
function nodeWindow(): Parameters<typeof createWebPlatform>[0] {
  const nothing = { addEventListener() {}, removeEventListener() {} };
  return {
    ...nothing,
    WebSocket,
    document: { ...nothing, visibilityState: 'visible' },
    setTimeout: (run: () => void, ms: number) => setTimeout(run, ms),
    clearTimeout: (id: never) => clearTimeout(id),
  } as unknown as Parameters<typeof createWebPlatform>[0];
}
