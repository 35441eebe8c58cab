import type { Buffer } from 'node:buffer';
import {
  closeCodes,
  type JoinResult,
  type LeaveReason,
  PROTOCOL_VERSION,
  RtcError,
  timers,
} from '@callgrid/protocol';
import { type AnyRequest, readRequest } from '@callgrid/protocol/schema';
import type { Logger } from 'pino';
import type { RawData, WebSocket } from 'ws';
import type { RoomHost } from '../room/room-host.ts';
import type { Rooms } from '../room/rooms.ts';
import type { Seat, SeatLink } from '../room/seat.ts';
import { RateLimit } from './rate-limit.ts';
import { signallingLimits as limits } from './signalling-limits.ts';

/** waiting (for its join) → seated → closed: one client's socket. */
export class SignallingConnection implements SeatLink {
  private readonly socket: WebSocket;
  private readonly host: string;
  private readonly rooms: Rooms;
  private readonly log: Logger;
  private readonly rate = new RateLimit(limits.requestsPerSecond, limits.requestBurst);
  private readonly refusals = new RateLimit(limits.refusalsPerSecond, limits.refusalBurst);
  private place: { readonly room: RoomHost; readonly seat: Seat } | null = null;
  private readonly joinTimer: NodeJS.Timeout;
  private silenceTimer: NodeJS.Timeout;

  /** `host` is how the client reached the gateway, port included. */
  constructor(socket: WebSocket, host: string, rooms: Rooms, log: Logger) {
    this.socket = socket;
    this.host = host;
    this.rooms = rooms;
    this.log = log;
    this.joinTimer = setTimeout(() => this.close(closeCodes.notJoined, 'no join came'), limits.joinWithin);
    this.silenceTimer = setTimeout(() => this.close(closeCodes.silent, 'nothing heard'), timers.silence);
    socket.on('message', (data, isBinary) => this.received(data, isBinary));
    socket.on('close', () => this.closed());
    // What is wrong with a socket is followed by its close.
    socket.on('error', (error) => this.log.debug({ error: error.message }, 'socket error'));
  }

  send(frame: string): void {
    if (this.socket.bufferedAmount > limits.queuedBytes) {
      this.log.warn({ uid: this.place?.seat.uid }, 'client reads too slowly; closing its socket');
      this.socket.terminate();
      return;
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
    this.socket.close(code, reason);
    // A client that does not answer the close is not waited for.
    setTimeout(() => this.socket.terminate(), 1_000).unref();
  }

  private received(data: RawData, isBinary: boolean): void {
    // What was still on its way when we closed would be answered by nobody.
    if (this.socket.readyState !== this.socket.OPEN) return;
    this.silenceTimer.refresh();
    const bytes = data as Buffer;
    if (isBinary) return this.refuse(null, 'request/malformed', 'Frames are text; this one was binary.');
    if (bytes.length > limits.frameBytes) {
      return this.refuse(
        null,
        'request/tooLarge',
        `A frame has at most ${limits.frameBytes} bytes; this one had ${bytes.length}.`,
      );
    }
    const read = readRequest(bytes.toString('utf8'));
    if (!read.ok) return this.refuse(read.id, read.code, read.message);
    if (!this.rate.take()) {
      const message = `More than ${limits.requestsPerSecond} requests a second. Wait a little.`;
      return this.refuse(read.request.id, 'request/tooMany', message);
    }
    try {
      this.answer(read.request);
    } catch (error) {
      if (error instanceof RtcError) return this.refuse(read.request.id, error.code, error.message);
      this.log.error({ error, method: read.request.method }, 'request failed');
      this.refuse(read.request.id, 'request/failed', 'The gateway failed at this request; its log says how.');
    }
  }

  private answer(request: AnyRequest): void {
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
      case 'setRole':
        room.run({ type: 'setRole', uid, role: request.params.role });
        return this.reply(id, {});
      case 'setVisible':
        room.setVisible(seat, request.params.visible);
        return this.reply(id, {});
      case 'sync':
        return this.reply(id, room.snapshot(seat));
      case 'leave':
        this.reply(id, {});
        return room.leave(seat, 'left');
    }
  }

  private join({ id, params }: Extract<AnyRequest, { method: 'join' }>): void {
    if (params.version !== PROTOCOL_VERSION) {
      throw new RtcError(
        'version/unsupported',
        `This gateway speaks version ${PROTOCOL_VERSION}, the client ${params.version}. Update the older of the two.`,
      );
    }
    if (this.place)
      throw new RtcError('room/alreadyJoined', 'This connection has joined already. Leave first.');
    const { room, seat, resumed } = this.rooms.join(params, this.host, this);
    this.place = { room, seat };
    clearTimeout(this.joinTimer);
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
    this.log.info({ channelName: params.channelName, uid: params.uid, resumed }, 'joined');
  }

  private reply(id: number, result: object): void {
    this.send(JSON.stringify({ id, result }));
  }

  private refuse(id: number | null, code: string, message: string): void {
    this.send(JSON.stringify({ id, error: { code, message } }));
    if (!this.refusals.take()) this.close(closeCodes.overloaded, 'too many refused requests');
  }

  private closed(): void {
    clearTimeout(this.joinTimer);
    clearTimeout(this.silenceTimer);
    if (this.place) {
      const { room, seat } = this.place;
      this.place = null;
      room.linkLost(seat, this);
    }
  }
}
