import {
  type Clock,
  closeCodes,
  type MediaKind,
  mediaKinds,
  type RoomState,
  type Uid,
} from '@callgrid/protocol';
import { pino } from 'pino';
import { systemClock } from '../clock/system-clock.ts';
import { Grants } from '../grant/grants.ts';
import { noCounters } from '../metrics/gateway-counters.ts';
import { Rooms, type RoomsOptions } from '../room/rooms.ts';
import { SignallingConnection } from '../signalling/signalling-connection.ts';
import { MemorySeatStore } from '../store/memory-seat-store.ts';
import { type ClientListener, InProcessSocket } from './in-process-socket.ts';
import { createMemoryEngine } from './memory-engine.ts';

/** How long a frame is on its way, in milliseconds, unless a client's line is slower. */
const LATENCY = 1;

export interface InProcessGatewayOptions extends Partial<RoomsOptions> {
  /** Default: the machine's. */
  readonly clock?: Clock;
}

/**
 * The gateway's own rooms and connections in this very process, without a network and without media: for tests and
 * playgrounds, in a page too. Nobody needs a token.
 */
export class InProcessGateway {
  readonly rooms: Rooms;
  readonly grants: Grants;
  private readonly clock: Clock;
  private readonly engine = createMemoryEngine();
  private readonly connections = new Map<InProcessSocket, SignallingConnection>();

  constructor({ clock = systemClock, ...options }: InProcessGatewayOptions = {}) {
    this.clock = clock;
    this.grants = new Grants(clock);
    this.rooms = new Rooms({
      engine: this.engine,
      grants: this.grants,
      clock,
      store: new MemorySeatStore(),
      log,
      counters: noCounters,
      maxRooms: 1_000,
      maxParticipants: 100,
      sameUid: 'replace',
      ...options,
    });
  }

  /** A client arrives; it hears nothing before this has returned. `latency` is asked for each frame, both ways. */
  connect(client: ClientListener, latency = () => LATENCY): InProcessSocket {
    const { rooms, clock, connections } = this;
    const gone = () => connections.delete(socket);
    const socket = new InProcessSocket(client, { clock, latency, gone });
    const options = { host: 'gateway', rooms, gate: undefined, counters: noCounters, clock, log };
    connections.set(socket, new SignallingConnection(socket, options));
    return socket;
  }

  /** The room as it is, or null while nobody is in it. */
  room(channelName: string): RoomState | null {
    return this.rooms.find(channelName)?.state ?? null;
  }

  /** Puts somebody out of a room, as its owner would. */
  kick(channelName: string, uid: Uid): void {
    this.rooms.find(channelName)?.kick(uid);
  }

  /**
   * Says which kinds are pushed to an address that a client was given, as packets would. False, and nothing flows,
   * where the address's key does not live. Not for a gateway that was given another engine.
   */
  flow(url: string, kinds: readonly MediaKind[]): boolean {
    const asked = this.engine.read(url);
    if (!asked || !('grant' in this.grants.find({ direction: 'push', ...asked }))) return false;
    const { stream } = asked;
    const before = this.engine.stats(stream);
    this.engine.flow(stream, kinds);
    for (const kind of mediaKinds) {
      const flows = kinds.includes(kind);
      if (flows !== (before?.[kind].status === 'live'))
        this.rooms.mediaChanged(stream, kind, flows ? 'live' : 'stalled');
    }
    return true;
  }

  /** Ends in order: every client is told to come back. Settles once the seats are stored. */
  close(): Promise<void> {
    const stored = this.rooms.close();
    for (const connection of this.connections.values())
      connection.close(closeCodes.restart, 'the gateway stops');
    return stored;
  }

  /** Ends in the middle of everything: connections break, and the store stays as it is. */
  kill(): void {
    this.rooms.abandon();
    for (const socket of [...this.connections.keys()]) socket.cut();
  }
}

const log = pino({ level: 'silent' });
