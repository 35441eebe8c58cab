import type { Clock } from '@callgrid/protocol';
import type { ClientSocket, ClientSocketListener } from '../signalling/client-socket.ts';
import { Line } from './line.ts';

const ABNORMAL = 1006;

/** What a client hears of its connection; never from within a call of its own. */
export interface ClientListener {
  opened(): void;
  received(text: string): void;
  /** Said once and last, unless the client closed the connection. */
  closed(code: number, reason: string): void;
}

/** A connection between a client and a gateway of the same process: the gateway's end, and the client's methods. */
export class InProcessSocket implements ClientSocket {
  /** What the client has not read yet, in bytes, as the gateway sees it. */
  queuedBytes = 0;
  private readonly up: Line;
  private readonly down: Line;
  private client: ClientListener | null;
  private gateway: ClientSocketListener | null = null;

  private readonly gone: () => void;

  constructor(
    client: ClientListener,
    { clock, latency, gone }: { clock: Clock; latency: () => number; gone: () => void },
  ) {
    this.client = client;
    this.gone = gone;
    this.up = new Line(clock, latency);
    this.down = new Line(clock, latency);
    this.down.carry(() => this.client?.opened());
  }

  listen(listener: ClientSocketListener): void {
    this.gateway = listener;
  }

  send(text: string): void {
    this.down.carry(() => this.client?.received(text));
  }

  close(code: number, reason: string): void {
    this.down.carry(() => this.end(code, reason));
  }

  /** From the client. */
  say(text: string): void {
    this.up.carry(() => this.gateway?.received(text));
  }

  /** The client closes it, and hears nothing more. */
  leave(): void {
    this.client = null;
    this.up.carry(() => this.end(ABNORMAL, ''));
  }

  /** Breaks the connection for both sides at once; what was on its way is lost. */
  cut(): void {
    this.end(ABNORMAL, '');
  }

  private end(code: number, reason: string): void {
    const { client, gateway } = this;
    this.client = null;
    this.gateway = null;
    this.gone();
    client?.closed(code, reason);
    gateway?.closed();
  }
}
