import type { PhoneClock } from '../clock/phone-clock.ts';
import type {
  HostSocket,
  HttpRequest,
  HttpResponse,
  SocketListener,
  SocketRequest,
} from '../runtime/host.ts';
import type { OpenSocket, PhoneSocket } from './phone-socket.ts';
import { Traffic } from './traffic.ts';

const CLOSED = 3;
const ABNORMAL = 1006;

/** What the place that the phone runs in gives its network. */
export interface NetworkPort {
  readonly openSocket: OpenSocket;
  nextTurn(run: () => void): void;
}

/** The phone's way to the world: its sockets and requests, and whether there is any. */
export class PhoneNetwork {
  online = true;
  networkType = 'wifi';
  readonly traffic: Traffic;
  private readonly sockets = new Set<PhoneSocket>();
  private readonly requests = new Set<AbortController>();

  /** `guard` runs what reaches into user code. */
  constructor(
    private readonly port: NetworkPort,
    private readonly clock: PhoneClock,
    private readonly guard: (where: string, run: () => void) => void,
  ) {
    this.traffic = new Traffic((run) => port.nextTurn(run));
  }

  status(): { isConnected: boolean; networkType: string } {
    return { isConnected: this.online, networkType: this.online ? this.networkType : 'none' };
  }

  openSocket(request: SocketRequest, listener: SocketListener): HostSocket {
    if (!this.online) return this.unreachable(listener);
    try {
      const socket = this.port.openSocket(
        request,
        this.counting(listener, () => socket),
      );
      this.sockets.add(socket);
      this.traffic.begins(socket);
      return this.hostSocket(socket);
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

  /** The mini program's listener, with the traffic counted and its errors caught. */
  private counting(listener: SocketListener, socket: () => PhoneSocket): SocketListener {
    const { traffic } = this;
    const call = (run: () => void) => this.guard('SocketTask', run);
    return {
      opened: (header) => {
        traffic.ends(socket());
        call(() => listener.opened(header));
      },
      message: (data) => {
        traffic.received(socket());
        call(() => listener.message(data));
      },
      failed: (message) => call(() => listener.failed(message)),
      closed: (code, reason) => {
        traffic.forget(socket());
        this.sockets.delete(socket());
        call(() => listener.closed(code, reason));
      },
    };
  }

  /** What the mini program holds of it. */
  private hostSocket(socket: PhoneSocket): HostSocket {
    const { traffic } = this;
    return {
      get readyState() {
        return socket.readyState;
      },
      send(data) {
        traffic.sent(socket);
        socket.send(data);
      },
      close(code, reason) {
        if (socket.readyState !== CLOSED) traffic.begins(socket);
        socket.close(code, reason);
      },
    };
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
    this.port.nextTurn(() => {
      this.traffic.ends(listener);
      this.guard('SocketTask', () => listener.failed(message));
      this.guard('SocketTask', () => listener.closed(ABNORMAL, 'abnormal closure'));
    });
    return { readyState: CLOSED, send() {}, close() {} };
  }
}

function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${error.message}${cause}`;
}
