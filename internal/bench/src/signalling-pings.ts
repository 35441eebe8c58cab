import { WebSocket } from 'ws';
import { ROOM } from './bench-gateway.ts';

/** Few enough that they are not what is measured. */
const PER_SOCKET = 5;
const SOCKETS = 2;

/** Requests to the gateway, ten a second, and how long each answer took, in milliseconds. */
export interface SignallingPings {
  /** Those since it was asked last. */
  take(): number[];
  stop(): void;
}

export async function startSignallingPings(url: string, firstUid: number): Promise<SignallingPings> {
  let times: number[] = [];
  const sockets = await Promise.all(
    Array.from({ length: SOCKETS }, (_, at) => openSocket(url, firstUid + at, (ms) => times.push(ms))),
  );
  return {
    take: () => {
      const taken = times;
      times = [];
      return taken;
    },
    stop: () => {
      for (const stop of sockets) stop();
    },
  };
}

async function openSocket(url: string, uid: number, took: (ms: number) => void): Promise<() => void> {
  const socket = new WebSocket(url, 'callgrid.v1');
  const asked = new Map<number, number>();
  let lastId = 0;
  const ask = (method: string, params: object) => {
    lastId += 1;
    asked.set(lastId, performance.now());
    socket.send(JSON.stringify({ id: lastId, method, params }));
  };
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const joined = new Promise<void>((resolve, reject) => {
    socket.on('message', (data) => {
      const frame = JSON.parse(`${data}`) as { id?: number; error?: { message: string } };
      if (frame.error) reject(new Error(frame.error.message));
      const at = asked.get(frame.id ?? -1);
      if (at === undefined) return;
      asked.delete(frame.id!);
      if (frame.id === 1) resolve();
      else took(performance.now() - at);
    });
  });
  const protocols = { push: [], pull: [] };
  ask('join', { version: 1, channelName: ROOM, uid: `${uid}`, protocols, autoSubscribe: false });
  await joined;
  const timer = setInterval(() => ask('heartbeat', {}), 1_000 / PER_SOCKET);
  return () => {
    clearInterval(timer);
    socket.close();
  };
}
