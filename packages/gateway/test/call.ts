import {
  createRoom,
  createWebPlatform,
  gateway,
  type JoinOptions,
  type Room,
  type RoomEvents,
} from '@callgrid/core';
import type { MediaProtocol } from '@callgrid/protocol';
import { EventLog } from '@callgrid/test-kit';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import {
  createGateway,
  type Gateway,
  type GatewayAddress,
  type GatewayOptions,
  readConfig,
} from '../src/index.ts';
import { factEvents } from './fact-events.ts';

export interface TestCall extends GatewayAddress, TestClients {
  readonly url: string;
  stop(): Promise<void>;
}

export interface TestClients {
  /** A client with a real socket, and everything it was told. */
  client(protocols?: TestProtocols): TestClient;
  /** Joins a new client. */
  join(options: JoinOptions, protocols?: TestProtocols): Promise<TestClient>;
  /** A bare socket, for frames no client would send. */
  socket(): Promise<BareSocket>;
  /** Destroys every connection. */
  cutAll(): void;
}

/** What a client's views push and play. */
export interface TestProtocols {
  readonly push: readonly MediaProtocol[];
  readonly pull: readonly MediaProtocol[];
}

const phone: TestProtocols = { push: ['rtmp'], pull: ['rtmp'] };
/** A browser's. */
export const browser: TestProtocols = { push: ['whip'], pull: ['whep', 'ws-flv'] };

export interface TestClient {
  readonly room: Room;
  readonly events: EventLog<ToldEvent>;
  /** Destroys the TCP connection, as a network that goes away does. */
  cut(): void;
  /** While false, new connections fail. */
  setOnline(online: boolean): void;
}

export interface ToldEvent {
  readonly name: keyof RoomEvents;
  readonly payload: object;
}

export interface BareSocket {
  readonly frames: EventLog<Record<string, unknown>>;
  readonly closed: Promise<{ code: number; reason: string }>;
  send(frame: string | object | Uint8Array): void;
  close(): void;
}

const told = ['connectionChanged', ...factEvents, 'reconnected', 'left'] as const;

/** A gateway on free ports of this machine, with clients that are the core's own. */
export async function startCall(
  args: readonly string[] = [],
  options: GatewayOptions = {},
): Promise<TestCall> {
  // The media process is a program that has to be built; who needs it brings one that runs from the sources.
  const webrtc = options.webrtc ? [] : ['--no-webrtc'];
  const ports = ['--host', '127.0.0.1', '--port', '0', '--rtmp-port', '0'];
  const config = readConfig([...ports, ...webrtc, ...args], {});
  const running: Gateway = createGateway(config, { log: pino({ level: 'silent' }), ...options });
  const address = await running.listen();
  const url = `ws://127.0.0.1:${address.port}`;
  const clients = createClients(url);
  return {
    ...address,
    ...clients,
    url,
    stop: async () => {
      clients.cutAll();
      await running.close();
    },
  };
}

/** Clients of a gateway that runs at `url`. */
export function createClients(url: string): TestClients {
  const sockets = new Set<WebSocket>();
  const client = (protocols = phone) => createClient(url, sockets, protocols);
  return {
    client,
    join: async (options, protocols) => {
      const joined = client(protocols);
      await joined.room.join(options);
      return joined;
    },
    socket: () => openBareSocket(url, sockets),
    cutAll: () => {
      for (const socket of sockets) socket.terminate();
    },
  };
}

function createClient(url: string, sockets: Set<WebSocket>, protocols: TestProtocols): TestClient {
  let last: WebSocket | undefined;
  let online = true;
  const onNetwork = new Map<string, Set<() => void>>();
  class Socket extends WebSocket {
    constructor(address: string, protocol: string) {
      super(online ? address : 'ws://127.0.0.1:9', protocol);
      last = this;
      sockets.add(this);
      this.on('error', () => {});
      this.on('close', () => sockets.delete(this));
    }
  }
  const window = {
    WebSocket: Socket,
    document: { visibilityState: 'visible', addEventListener() {}, removeEventListener() {} },
    addEventListener: (name: string, listener: () => void) => {
      onNetwork.set(name, (onNetwork.get(name) ?? new Set()).add(listener));
    },
    removeEventListener: (name: string, listener: () => void) => onNetwork.get(name)?.delete(listener),
    setTimeout: (run: () => void, ms: number) => setTimeout(run, ms),
    clearTimeout: (id: never) => clearTimeout(id),
  } as unknown as Parameters<typeof createWebPlatform>[0];
  const platform = createWebPlatform(window, protocols);
  const room = createRoom({ backend: gateway(url), platform });
  const events = new EventLog<ToldEvent>();
  for (const name of told) room.on(name, (payload) => events.add({ name, payload }));
  return {
    room,
    events,
    cut: () => last?.terminate(),
    setOnline: (value) => {
      online = value;
      for (const listener of onNetwork.get(online ? 'online' : 'offline') ?? []) listener();
    },
  };
}

async function openBareSocket(url: string, sockets: Set<WebSocket>): Promise<BareSocket> {
  const socket = new WebSocket(url);
  sockets.add(socket);
  const frames = new EventLog<Record<string, unknown>>();
  socket.on('message', (data) => frames.add(JSON.parse(String(data))));
  socket.on('error', () => {});
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.on('close', (code, reason) => resolve({ code, reason: String(reason) })),
  );
  await new Promise((resolve) => socket.on('open', resolve));
  return {
    frames,
    closed,
    send: (frame) =>
      socket.send(typeof frame === 'string' || frame instanceof Uint8Array ? frame : JSON.stringify(frame)),
    close: () => socket.terminate(),
  };
}
