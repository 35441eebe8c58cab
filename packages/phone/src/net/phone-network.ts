import WebSocket from 'ws';
import type {
  HostSocket,
  HttpRequest,
  HttpResponse,
  SocketListener,
  SocketRequest,
} from '../runtime/host.ts';

const ABNORMAL = 1006;

/** The phone's way to the world: its sockets and requests, and whether there is any. */
export class PhoneNetwork {
  online = true;
  networkType = 'wifi';
  private readonly sockets = new Set<WebSocket>();
  private readonly requests = new Set<AbortController>();

  /** `guard` runs what reaches into user code. */
  constructor(private readonly guard: (where: string, run: () => void) => void) {}

  status(): { isConnected: boolean; networkType: string } {
    return { isConnected: this.online, networkType: this.online ? this.networkType : 'none' };
  }

  openSocket(request: SocketRequest, listener: SocketListener): HostSocket {
    if (!this.online) return this.unreachable(listener);
    let socket: WebSocket;
    try {
      socket = new WebSocket(request.url, request.protocols, {
        headers: { ...request.header },
        perMessageDeflate: false,
      });
    } catch (error) {
      return this.unreachable(listener, `connectSocket:fail ${String(error)}`);
    }
    socket.binaryType = 'arraybuffer';
    this.sockets.add(socket);
    const call = (run: () => void) => this.guard('SocketTask', run);
    socket.on('upgrade', ({ headers }) => {
      const header = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, String(value)]));
      socket.once('open', () => call(() => listener.opened(header)));
    });
    socket.on('message', (data, isBinary) =>
      call(() => listener.message(isBinary ? (data as ArrayBuffer) : text(data as ArrayBuffer))),
    );
    socket.on('error', (error) => call(() => listener.failed(`connectSocket:fail ${error.message}`)));
    socket.on('close', (code, reason) => {
      this.sockets.delete(socket);
      call(() => listener.closed(code, reason.toString()));
    });
    return hostSocket(socket);
  }

  sendRequest(
    request: HttpRequest,
    done: (response: HttpResponse | null, problem: string) => void,
  ): () => void {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new Error('timeout')), request.timeoutMs);
    this.requests.add(controller);
    const answer = (response: HttpResponse | null, problem: string) =>
      this.guard('request', () => done(response, problem));
    this.exchange(request, controller.signal)
      .then(
        (response) => answer(response, ''),
        (error: unknown) => answer(null, problemOf(error)),
      )
      .finally(() => {
        clearTimeout(timer);
        this.requests.delete(controller);
      });
    return () => controller.abort(new Error('abort'));
  }

  /** Cuts every connection as a lost radio does: TCP ends, nobody says goodbye. */
  cut(): void {
    this.cutSockets();
    for (const request of this.requests) request.abort(new Error('interrupted'));
  }

  cutSockets(): void {
    for (const socket of this.sockets) socket.terminate();
  }

  private async exchange(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    if (!this.online) throw new Error('net::ERR_INTERNET_DISCONNECTED');
    const response = await fetch(request.url, {
      method: request.method,
      headers: { ...request.header },
      body: request.body as BodyInit | undefined,
      signal,
    });
    const header = Object.fromEntries(response.headers.entries());
    const { status: statusCode } = response;
    if (request.binary)
      return { statusCode, header, text: '', bytes: new Uint8Array(await response.arrayBuffer()) };
    return { statusCode, header, text: await response.text(), bytes: undefined };
  }

  private unreachable(
    listener: SocketListener,
    message = 'connectSocket:fail net::ERR_INTERNET_DISCONNECTED',
  ) {
    setImmediate(() => {
      this.guard('SocketTask', () => listener.failed(message));
      this.guard('SocketTask', () => listener.closed(ABNORMAL, 'abnormal closure'));
    });
    return { readyState: WebSocket.CLOSED, send() {}, close() {} };
  }
}

function hostSocket(socket: WebSocket): HostSocket {
  return {
    get readyState() {
      return socket.readyState;
    },
    send: (data) => socket.send(data),
    close: (code, reason) => socket.close(code, reason),
  };
}

const text = (data: ArrayBuffer): string => Buffer.from(data).toString('utf8');

function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`;
}
