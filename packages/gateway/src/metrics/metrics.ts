import { type ErrorCode, type LeaveReason, mediaKinds } from '@callgrid/protocol';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Grants } from '../grant/grants.ts';
import type { Rooms } from '../room/rooms.ts';
import type { WebRtcSessions } from '../webrtc/webrtc-sessions.ts';
import type { GatewayCounters } from './gateway-counters.ts';
import { QualityGauges } from './quality-gauges.ts';

/** Where the numbers come from at each reading. */
export interface MetricsSources {
  readonly rooms: Rooms;
  readonly grants: Grants;
  sockets(): number;
  /** Undefined where there is no WebRTC. */
  readonly webrtc: Pick<WebRtcSessions, 'count' | 'opened'> | undefined;
}

/** What Prometheus reads. Nothing is kept between readings but the counters, and no label can grow without a bound. */
export class Metrics implements GatewayCounters {
  private readonly registry = new Registry();
  private readonly joins: Counter<'resumed'>;
  private readonly leaves: Counter<'reason'>;
  private readonly refusals: Counter<'code'>;
  private read: () => void = () => {};

  constructor() {
    const registers = [this.registry];
    this.joins = new Counter({
      name: 'callgrid_joins_total',
      help: 'Joins, in a new seat or in the one of before.',
      labelNames: ['resumed'],
      registers,
    });
    this.leaves = new Counter({
      name: 'callgrid_leaves_total',
      help: 'Participants that left, by reason.',
      labelNames: ['reason'],
      registers,
    });
    this.refusals = new Counter({
      name: 'callgrid_refusals_total',
      help: 'Requests that were refused, by error code.',
      labelNames: ['code'],
      registers,
    });
  }

  /** Begins to read; to be called once. */
  observe({ rooms, grants, sockets, webrtc }: MetricsSources): void {
    const registers = [this.registry];
    collectDefaultMetrics({ register: this.registry });
    const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) =>
      new Gauge({ name: `callgrid_${name}`, help, labelNames, registers });
    const roomCount = gauge('rooms', 'Rooms that anybody is in.');
    const participants = gauge('participants', 'Participants, by status.', ['status']);
    const streams = gauge('streams', 'Published streams.');
    const socketCount = gauge('sockets', 'Signalling sockets.');
    const grantCount = gauge('grants', 'Living rights to push or pull one stream.');
    const media = gauge('media', 'Published kinds, by what the media engine says.', ['kind', 'status']);
    const bitRate = gauge('media_received_bits_per_second', 'What publishers send, over a second.', ['kind']);
    const players = gauge('media_players', 'Connections that play.');
    const sessions = gauge('webrtc_sessions', 'Sessions over WHIP and WHEP.', ['direction']);
    const opened = new Counter({
      name: 'callgrid_webrtc_sessions_total',
      help: 'Sessions over WHIP and WHEP that were opened.',
      registers,
    });
    const quality = new QualityGauges(registers);
    this.read = () => {
      const inspections = rooms.all.map((it) => it.inspect());
      const allStreams = inspections.flatMap((it) => it.streams);
      roomCount.set(inspections.length);
      streams.set(allStreams.length);
      socketCount.set(sockets());
      grantCount.set(grants.size);
      players.set(allStreams.reduce((sum, { flow }) => sum + (flow?.players ?? 0), 0));
      for (const direction of ['push', 'pull'] as const)
        sessions.set({ direction }, webrtc?.count(direction) ?? 0);
      opened.reset();
      opened.inc(webrtc?.opened ?? 0);
      participants.reset();
      for (const status of ['connected', 'reconnecting', 'background']) participants.set({ status }, 0);
      for (const { status } of inspections.flatMap((it) => it.participants)) participants.inc({ status });
      media.reset();
      for (const kind of mediaKinds) {
        bitRate.set(
          { kind },
          allStreams.reduce((sum, { flow }) => sum + (flow?.[kind].bitsPerSecond ?? 0), 0),
        );
        for (const { media: states } of allStreams)
          if (states[kind]) media.inc({ kind, status: states[kind] });
      }
      quality.read(inspections);
    };
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    this.read();
    return this.registry.metrics();
  }

  joined(resumed: boolean): void {
    this.joins.inc({ resumed: String(resumed) });
  }

  left(reason: LeaveReason): void {
    this.leaves.inc({ reason });
  }

  refused(code: ErrorCode): void {
    this.refusals.inc({ code });
  }
}
