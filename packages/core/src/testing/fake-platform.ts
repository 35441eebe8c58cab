import type { Clock } from '@callgrid/protocol';
import type { Platform, PlatformCapabilities, Socket, SocketListener } from '../platform/platform.ts';
import { VirtualClock } from './virtual-clock.ts';

/** A socket as the test sees it from the gateway's side. */
export interface FakeSocket {
  readonly url: string;
  readonly protocol: string;
  /** What the client sent, parsed. */
  readonly sent: unknown[];
  /** How the client closed it, if it did. */
  readonly closedByClient: { readonly code: number; readonly reason: string } | null;
  /** Called with each frame the client sends, parsed; text that is not JSON as it is. */
  onSent: (frame: unknown) => void;
  /** Called when the client closes it. */
  onClosed: (code: number, reason: string) => void;
  open(): void;
  /** Text goes as it is, an object as JSON. */
  receive(frame: object | string): void;
  close(code: number, reason?: string): void;
}

export interface FakePlatform extends Platform {
  readonly clock: VirtualClock;
  /** Every socket opened so far. */
  readonly sockets: readonly FakeSocket[];
  setOnline(online: boolean): void;
  setVisible(visible: boolean): void;
  /** Something else takes the sound, or gives it back. */
  setInterrupted(interrupted: boolean): void;
}

export interface FakePlatformOptions {
  readonly capabilities?: Partial<PlatformCapabilities>;
  /** Called when the client opens a socket: the place to play the gateway. */
  readonly onSocket?: (socket: FakeSocket) => void;
}

/** A platform that a test owns: its time, its network and its sockets. */
export function createFakePlatform({ capabilities, onSocket }: FakePlatformOptions = {}): FakePlatform {
  const sockets: FakeSocket[] = [];
  const network = new Set<(online: boolean) => void>();
  const visibility = new Set<(visible: boolean) => void>();
  const interruption = new Set<(interrupted: boolean) => void>();
  return {
    name: 'fake',
    clock: new VirtualClock(),
    random: () => 0,
    sockets,
    openSocket: (url, protocol, listener) => {
      const { client, gateway } = createPair(url, protocol, listener);
      sockets.push(gateway);
      onSocket?.(gateway);
      return client;
    },
    onNetworkChanged: (listener) => listen(network, listener),
    onVisibilityChanged: (listener) => listen(visibility, listener),
    onInterruptionChanged: (listener) => listen(interruption, listener),
    capabilities: { push: ['rtmp'], pull: ['rtmp'], maxPlayers: 8, ...capabilities },
    setOnline: (online) => {
      for (const listener of [...network]) listener(online);
    },
    setVisible: (visible) => {
      for (const listener of [...visibility]) listener(visible);
    },
    setInterrupted: (interrupted) => {
      for (const listener of [...interruption]) listener(interrupted);
    },
  };
}

/** A platform for the playground: nothing of it is real but the clock it is given. */
export function createIdlePlatform(clock: Clock): Platform {
  return { ...createFakePlatform(), clock };
}

function listen<T>(all: Set<(value: T) => void>, listener: (value: T) => void): () => void {
  const entry = (value: T) => listener(value);
  all.add(entry);
  return () => {
    all.delete(entry);
  };
}

function createPair(
  url: string,
  protocol: string,
  listener: SocketListener,
): { client: Socket; gateway: FakeSocket } {
  let closed = false;
  const close = (code: number, reason: string) => {
    if (closed) return;
    closed = true;
    listener.closed({ code, reason });
  };
  const gateway = {
    url,
    protocol,
    sent: [] as unknown[],
    closedByClient: null as FakeSocket['closedByClient'],
    onSent: (_frame: unknown): void => {},
    onClosed: (_code: number, _reason: string): void => {},
    open: () => {
      if (!closed) listener.opened();
    },
    receive: (frame: object | string) => {
      if (!closed) listener.received(typeof frame === 'string' ? frame : JSON.stringify(frame));
    },
    close: (code: number, reason = '') => close(code, reason),
  };
  const client: Socket = {
    send: (text) => {
      if (closed) return;
      const frame = parse(text);
      gateway.sent.push(frame);
      gateway.onSent(frame);
    },
    close: (code, reason) => {
      if (closed) return;
      gateway.closedByClient = { code, reason };
      gateway.onClosed(code, reason);
      close(code, reason);
    },
  };
  return { client, gateway };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
