import WebSocket from 'ws';
import type { PhoneClock } from '../clock/phone-clock.ts';
import type {
  HostSocket,
  HttpRequest,
  HttpResponse,
  SocketListener,
  SocketRequest,
} from '../runtime/host.ts';
import { hostSocket, openPhoneSocket } from './phone-socket.ts';
import { Traffic } from './traffic.ts';

const ABNORMAL = 1006;

/** The phone's way to the world: its sockets and requests, and whether there is any. */
export class PhoneNetwork {
  online = true;
  networkType = 'wifi';
  readonly traffic = new Traffic();
  private readonly sockets = new Set<WebSocket>();
  private readonly requests = new Set<AbortController>();

  /** `guard` runs what reaches into user code. */
  constructor(
    private readonly clock: PhoneClock,
    private readonly guard: (where: string, run: () => void) => void,
  ) {}

  status(): { isConnected: boolean; networkType: string } {
    return { isConnected: this.online, networkType: this.online ? this.networkType : 'none' };
  }

  openSocket(request: SocketRequest, listener: SocketListener): HostSocket {
    if (!this.online) return this.unreachable(listener);
    try {
      const call = (run: () => void) => this.guard('SocketTask', run);
      const socket = openPhoneSocket(request, listener, this.traffic, call);
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
      return hostSocket(socket, this.traffic);
    } catch (error) {
      return this.unreachable(listener, `connectSocket:fail ${String(error)}`);
    }
  }

  sendRequest(
    request: HttpRequest,
    done: (response: HttpResponse | null, problem: string) => void,
  ): () => void {
    const controller = new AbortController();
    const disarm = this.clock.after(request.timeoutMs, () => controller.abort(new Error('timeout')));
    this.requests.add(controller);
    this.traffic.begins(controller);
    const answer = (response: HttpResponse | null, problem: string) =>
      this.guard('request', () => done(response, problem));
    this.exchange(request, controller.signal)
      .then(
        (response) => answer(response, ''),
        (error: unknown) => answer(null, problemOf(error)),
      )
      .finally(() => {
        disarm();
        this.requests.delete(controller);
        this.traffic.ends(controller);
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
    this.traffic.begins(listener);
    setImmediate(() => {
      this.traffic.ends(listener);
      this.guard('SocketTask', () => listener.failed(message));
      this.guard('SocketTask', () => listener.closed(ABNORMAL, 'abnormal closure'));
    });
    return { readyState: WebSocket.CLOSED, send() {}, close() {} };
  }
}

function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`;
}
