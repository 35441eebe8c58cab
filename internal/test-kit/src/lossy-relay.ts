import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { seededRandom } from './seeded-random.ts';

/** Datagrams under way in one direction; what is above is dropped, as a router's full queue does. */
const QUEUED = 4_096;
/** Addresses that a client may send from; more are not answered. */
const CLIENTS = 16;

/** What a network does to each datagram, each way. */
export interface Conditions {
  /** Of all datagrams, 0 to 1. */
  readonly loss: number;
  readonly delayMs: number;
}

/** Datagrams each way since the beginning. */
export interface RelayCounts {
  passed: number;
  lost: number;
  /** For want of room. */
  dropped: number;
}

/** UDP between clients and one server on this machine, over a bad network; each client has a port of its own to the server. */
export class LossyRelay {
  readonly counts: { readonly up: RelayCounts; readonly down: RelayCounts } = {
    up: { passed: 0, lost: 0, dropped: 0 },
    down: { passed: 0, lost: 0, dropped: 0 },
  };
  private readonly near = createSocket('udp4');
  private readonly far = new Map<string, Link>();
  private readonly random: () => number;
  private conditions: Conditions = { loss: 0, delayMs: 0 };

  private constructor(
    private readonly target: { readonly host: string; readonly port: number },
    seed: number,
  ) {
    this.random = seededRandom(seed);
    this.near.on('message', (bytes, { address, port }) => this.linkOf(address, port)?.up.send(bytes));
    this.near.on('error', () => {});
  }

  /** Listens on a free port of 127.0.0.1. It does no harm until it is told to. */
  static async start(
    target: { readonly host: string; readonly port: number },
    seed: number,
  ): Promise<LossyRelay> {
    const relay = new LossyRelay(target, seed);
    relay.near.bind(0, '127.0.0.1');
    await once(relay.near, 'listening');
    return relay;
  }

  get port(): number {
    return (this.near.address() as AddressInfo).port;
  }

  /** From now on; what is under way keeps its delay. */
  set(conditions: Conditions): void {
    this.conditions = conditions;
  }

  close(): void {
    this.near.close();
    for (const { socket, up, down } of this.far.values()) {
      socket.close();
      up.close();
      down.close();
    }
    this.far.clear();
  }

  private linkOf(address: string, port: number): Link | undefined {
    const key = `${address}:${port}`;
    const known = this.far.get(key);
    if (known || this.far.size === CLIENTS) return known;
    const socket = createSocket('udp4');
    const { host, port: serverPort } = this.target;
    const link: Link = {
      socket,
      up: this.way('up', (bytes) => socket.send(bytes, serverPort, host)),
      down: this.way('down', (bytes) => this.near.send(bytes, port, address)),
    };
    socket.on('message', (bytes) => link.down.send(bytes));
    // A port that nobody listens on any more.
    socket.on('error', () => {});
    this.far.set(key, link);
    return link;
  }

  private way(direction: 'up' | 'down', deliver: (bytes: Buffer) => void): Way {
    return new Way(() => this.conditions, this.random, this.counts[direction], deliver);
  }
}

interface Link {
  readonly socket: Socket;
  readonly up: Way;
  readonly down: Way;
}

/** One direction of one client's network: first in, first out. */
class Way {
  private queue: { readonly at: number; readonly bytes: Buffer }[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly conditions: () => Conditions,
    private readonly random: () => number,
    private readonly counts: RelayCounts,
    private readonly deliver: (bytes: Buffer) => void,
  ) {}

  send(bytes: Buffer): void {
    const { loss, delayMs } = this.conditions();
    if (this.random() < loss) this.counts.lost += 1;
    else if (this.queue.length === QUEUED) this.counts.dropped += 1;
    else if (delayMs === 0 && this.queue.length === 0) this.pass(bytes);
    else {
      this.queue.push({ at: performance.now() + delayMs, bytes });
      this.timer ??= setTimeout(() => this.run(), delayMs);
    }
  }

  close(): void {
    clearTimeout(this.timer);
    this.queue = [];
  }

  private run(): void {
    const now = performance.now();
    const later = this.queue.findIndex(({ at }) => at > now);
    const due = this.queue.splice(0, later === -1 ? this.queue.length : later);
    for (const { bytes } of due) this.pass(bytes);
    const [next] = this.queue;
    this.timer = next && setTimeout(() => this.run(), Math.max(next.at - now, 1));
  }

  private pass(bytes: Buffer): void {
    this.counts.passed += 1;
    this.deliver(bytes);
  }
}
