import {
  type Clock,
  closeCodes,
  type ErrorCode,
  type JoinResult,
  type LeaveReason,
  PROTOCOL_VERSION,
  RtcError,
  timers,
} from '@callgrid/protocol';
import { type AnyRequest, readRequest } from '@callgrid/protocol/schema';
import type { Logger } from 'pino';
import type { GatewayCounters } from '../metrics/gateway-counters.ts';
import type { RoomHost } from '../room/room-host.ts';
import type { Rooms } from '../room/rooms.ts';
import type { Seat, SeatLink } from '../room/seat.ts';
import { everyRight } from '../token/rights.ts';
import type { Admission, TokenGate } from '../token/token-gate.ts';
import type { ClientSocket } from './client-socket.ts';
import { RateLimit } from './rate-limit.ts';
import { signallingLimits as limits } from './signalling-limits.ts';

export interface SignallingConnectionOptions {
  /** How the client reached the gateway, port included. */
  readonly host: string;
  readonly rooms: Rooms;
  /** Checks tokens; undefined in debug mode, where nobody needs one. */
  readonly gate: Pick<TokenGate, 'admit'> | undefined;
  readonly counters: GatewayCounters;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A character of UTF-16 takes at most so many bytes in UTF-8. */
const MOST_BYTES = 3;

/** open (waiting for its join, then seated) → closing → closed: one client's socket. */
export class SignallingConnection implements SeatLink {
  private readonly socket: ClientSocket;
  private readonly options: SignallingConnectionOptions;
  private readonly rate: RateLimit;
  private readonly refusals: RateLimit;
  private state: 'open' | 'closing' | 'closed' = 'open';
  private place: { readonly room: RoomHost; readonly seat: Seat } | null = null;
  /** A request takes its time; those after it wait for their turn. */
  private busy = false;
  private readonly waiting: AnyRequest[] = [];
  private readonly stopJoinTimer: () => void;
  private stopSilenceTimer = (): void => {};

  constructor(socket: ClientSocket, options: SignallingConnectionOptions) {
    this.socket = socket;
    this.options = options;
    const { clock } = options;
    this.rate = new RateLimit(limits.requestsPerSecond, limits.requestBurst, clock.now());
    this.refusals = new RateLimit(limits.refusalsPerSecond, limits.refusalBurst, clock.now());
    this.stopJoinTimer = clock.after(limits.joinWithin, () =>
      this.close(closeCodes.notJoined, 'no join came'),
    );
    this.heard();
    socket.listen({
      received: (text) => this.received(text),
      receivedBinary: () => this.receivedBinary(),
      closed: () => this.closed(),
    });
  }

  send(frame: string): void {
    if (this.state !== 'open') return;
    if (this.socket.queuedBytes > limits.queuedBytes) {
      this.options.log.warn({ uid: this.place?.seat.uid }, 'client reads too slowly; closing its socket');
      return this.close(closeCodes.overloaded, 'what was sent was not read in time');
    }
    this.socket.send(frame);
  }

  end(reason: LeaveReason): void {
    this.place = null;
    this.close(closeCodes.seatGone, reason);
  }

  supersede(): void {
    this.place = null;
    this.close(closeCodes.superseded, 'the seat was taken up by a newer connection');
  }

  close(code: number, reason: string): void {
    if (this.state !== 'open') return;
    this.state = 'closing';
    this.stopTimers();
    this.socket.close(code, reason);
  }

  private received(text: string): void {
    // What was still on its way when we closed would be answered by nobody.
    if (this.state !== 'open') return;
    this.heard();
    // Nearly no frame is long enough to be measured.
    const bytes = text.length * MOST_BYTES > limits.frameBytes ? new TextEncoder().encode(text).length : 0;
    if (bytes > limits.frameBytes) {
      return this.refuse(
        null,
        'request/tooLarge',
        `A frame has at most ${limits.frameBytes} bytes; this one had ${bytes}.`,
      );
    }
    const read = readRequest(text);
    if (!read.ok) return this.refuse(read.id, read.code, read.message);
    if (!this.rate.take(this.options.clock.now())) {
      const message = `More than ${limits.requestsPerSecond} requests a second. Wait a little.`;
      return this.refuse(read.request.id, 'request/tooMany', message);
    }
    if (!this.busy) return this.handle(read.request);
    if (this.waiting.length < limits.waitingRequests) return void this.waiting.push(read.request);
    this.refuse(read.request.id, 'request/tooMany', 'Too many requests wait. Wait for the answers.');
  }

  private receivedBinary(): void {
    if (this.state !== 'open') return;
    this.heard();
    this.refuse(null, 'request/malformed', 'Frames are text; this one was binary.');
  }

  private handle(request: AnyRequest): void {
    try {
      const answering = this.answer(request);
      if (!answering) return;
      this.busy = true;
      void answering
        .catch((error: unknown) => this.fail(request, error))
        .then(() => {
          this.busy = false;
          while (!this.busy && this.state === 'open' && this.waiting.length > 0)
            this.handle(this.waiting.shift()!);
        });
    } catch (error) {
      this.fail(request, error);
    }
  }

  private fail({ id, method }: AnyRequest, error: unknown): void {
    if (error instanceof RtcError) {
      if (method === 'join') this.options.log.info({ code: error.code }, 'join refused');
      return this.refuse(id, error.code, error.message);
    }
    this.options.log.error({ error, method }, 'request failed');
    this.refuse(id, 'request/failed', 'The gateway failed at this request; its log says how.');
  }

  /** Gives a promise where the answer takes its time. */
  private answer(request: AnyRequest): Promise<void> | void {
    const { id } = request;
    if (request.method === 'join') return this.join(request);
    if (request.method === 'heartbeat') return this.reply(id, {});
    if (!this.place)
      throw new RtcError('room/notJoined', `"${request.method}" needs a room. Send "join" first.`);
    const { room, seat } = this.place;
    const { uid } = seat;
    switch (request.method) {
      case 'publish':
        return this.reply(id, room.publish(seat, request.params.source, request.params.kinds));
      case 'unpublish':
        room.unpublish(seat, request.params.source, request.params.kinds);
        return this.reply(id, {});
      case 'subscribe': {
        const { uid: publisher, source, kinds } = request.params;
        return this.reply(id, room.subscribe(seat, publisher, source, kinds));
      }
      case 'unsubscribe': {
        const { uid: publisher, source, kinds } = request.params;
        room.unsubscribe(seat, publisher, source, kinds);
        return this.reply(id, {});
      }
      case 'mute':
      case 'unmute':
        room.run({ type: request.method, uid, kind: request.params.kind });
        return this.reply(id, {});
      case 'setMode':
        room.run({ type: 'setMode', uid, mode: request.params.mode });
        return this.reply(id, {});
      case 'setSpeaking':
        room.run({ type: 'setSpeaking', uid, speaking: request.params.speaking });
        return this.reply(id, {});
      case 'setRole':
        room.setRole(seat, request.params.role);
        return this.reply(id, {});
      case 'setVisible':
        room.setVisible(seat, request.params.visible);
        return this.reply(id, {});
      case 'report':
        room.report(seat, request.params.samples);
        return this.reply(id, {});
      case 'renewToken':
        return this.renewToken(request, room, seat);
      case 'sync':
        return this.reply(id, room.snapshot(seat));
      case 'leave':
        this.reply(id, {});
        return room.leave(seat, 'left');
    }
  }

  private join(request: Extract<AnyRequest, { method: 'join' }>): Promise<void> | void {
    const { params } = request;
    if (params.version !== PROTOCOL_VERSION) {
      throw new RtcError(
        'version/unsupported',
        `This gateway speaks version ${PROTOCOL_VERSION}, the client ${params.version}. Update the older of the two.`,
      );
    }
    if (this.place)
      throw new RtcError('room/alreadyJoined', 'This connection has joined already. Leave first.');
    const { rooms, gate, log } = this.options;
    const ending = rooms.endingOf(params);
    if (ending) return this.end(ending);
    if (!gate && params.token !== undefined) log.debug({ uid: params.uid }, 'token ignored in debug mode');
    if (!gate || rooms.holdsSeat(params))
      return this.seat(request, { rights: everyRight, name: params.name });
    return gate.admit(params.token, params.channelName, params.uid).then((admission) => {
      // Nobody would be told of the seat, and nobody could give it back.
      if (this.state === 'open') this.seat(request, admission);
    });
  }

  private seat({ id, params }: Extract<AnyRequest, { method: 'join' }>, admission: Admission): void {
    const { rooms, host, counters, log } = this.options;
    const { rights, name = params.name } = admission;
    const joined = rooms.join(
      { ...params, ...(name !== undefined && { name }) },
      { host, rights, link: this },
    );
    const { room, seat, resumed } = joined;
    this.place = { room, seat };
    this.stopJoinTimer();
    const { room: facts, ...update } = room.snapshot(seat);
    const { known } = params;
    const isKnown = resumed && known?.epoch === update.epoch && known.seq === update.seq;
    const result: JoinResult = {
      session: seat.session,
      resumed,
      ...update,
      ...(!isKnown && { room: facts }),
      timers: { heartbeat: timers.heartbeat, silence: timers.silence },
    };
    this.reply(id, result);
    counters.joined(resumed);
    log.info({ channelName: params.channelName, uid: params.uid, resumed }, 'joined');
  }

  private renewToken(
    { id, params }: Extract<AnyRequest, { method: 'renewToken' }>,
    room: RoomHost,
    seat: Seat,
  ): Promise<void> | void {
    const { gate } = this.options;
    if (!gate) return this.reply(id, {});
    return gate.admit(params.token, room.state.channelName, seat.uid).then(({ rights }) => {
      if (this.place?.seat !== seat) return;
      room.renew(seat, rights);
      this.reply(id, {});
    });
  }

  private reply(id: number, result: object): void {
    this.send(JSON.stringify({ id, result }));
  }

  private refuse(id: number | null, code: ErrorCode, message: string): void {
    this.options.counters.refused(code);
    this.send(JSON.stringify({ id, error: { code, message } }));
    if (!this.refusals.take(this.options.clock.now()))
      this.close(closeCodes.overloaded, 'too many refused requests');
  }

  private heard(): void {
    this.stopSilenceTimer();
    this.stopSilenceTimer = this.options.clock.after(timers.silence, () =>
      this.close(closeCodes.silent, 'nothing heard'),
    );
  }

  private closed(): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.stopTimers();
    if (this.place) {
      const { room, seat } = this.place;
      this.place = null;
      room.linkLost(seat, this);
    }
  }

  private stopTimers(): void {
    this.stopJoinTimer();
    this.stopSilenceTimer();
  }
}
