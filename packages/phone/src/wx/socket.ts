import type { HostSocket } from '../runtime/host.ts';
import { ApiError, type ApiOptions, asyncApi } from './async-api.ts';
import type { WxFamily } from './wx-port.ts';

const OPEN = 1;
const SOCKET_LIMIT = 5;
type Listener = (detail: unknown) => void;
type EventName = 'open' | 'message' | 'error' | 'close';

/** `wx.connectSocket` and its SocketTask. */
export const socket: WxFamily = ({ host }) => {
  const live = new Set<HostSocket>();
  let nextId = 1;
  return {
    connectSocket(options: ApiOptions) {
      const id = nextId++;
      const listeners = new Listeners();
      // Only those that still live count: WeChat frees a place when a socket closes.
      if (live.size >= SOCKET_LIMIT)
        host.report.violation(
          'socket-limit',
          `${String(options.url)}: ${SOCKET_LIMIT} sockets are open already`,
        );
      const connection = host.openSocket(
        {
          url: String(options.url),
          protocols: ((options.protocols ?? []) as unknown[]).map(String),
          header: (options.header ?? {}) as Record<string, string>,
        },
        {
          opened: (header) => listeners.emit('open', { header: { ...header }, profile: {} }),
          message: (data) => listeners.emit('message', { data: ofThisRealm(data) }),
          failed: (message) => listeners.emit('error', { errMsg: message }),
          closed: (code, reason) => {
            live.delete(connection);
            listeners.emit('close', { code, reason });
          },
        },
      );
      live.add(connection);
      asyncApi('connectSocket', () => ({ socketTaskId: id }))(options);
      return socketTask(connection, listeners);
    },
  };
};

class Listeners {
  private readonly all: Record<EventName, Listener[]> = { open: [], message: [], error: [], close: [] };

  add = (name: EventName) => (listener: Listener) => {
    this.all[name].push(listener);
  };

  remove = (name: EventName) => (listener?: Listener) => {
    this.all[name] = listener ? this.all[name].filter((one) => one !== listener) : [];
  };

  emit(name: EventName, detail: unknown): void {
    for (const listener of [...this.all[name]]) listener(detail);
  }
}

function socketTask(connection: HostSocket, listeners: Listeners) {
  return {
    get readyState() {
      return connection.readyState;
    },
    CONNECTING: 0,
    OPEN: 1,
    CLOSING: 2,
    CLOSED: 3,
    send: asyncApi('sendSocketMessage', ({ data }) => {
      if (connection.readyState !== OPEN) throw new ApiError('WebSocket is not connected');
      connection.send(typeof data === 'string' ? data : new Uint8Array(data as ArrayBuffer));
    }),
    close: asyncApi('closeSocket', ({ code, reason }) => {
      connection.close(Number(code ?? 1000), String(reason ?? ''));
    }),
    onOpen: listeners.add('open'),
    onMessage: listeners.add('message'),
    onError: listeners.add('error'),
    onClose: listeners.add('close'),
    offOpen: listeners.remove('open'),
    offMessage: listeners.remove('message'),
    offError: listeners.remove('error'),
    offClose: listeners.remove('close'),
  };
}

function ofThisRealm(data: string | ArrayBuffer): string | ArrayBuffer {
  return typeof data === 'string' ? data : new Uint8Array(new Uint8Array(data)).buffer;
}
