import type { MediaKind, Participant, RoomState, Stream, StreamId, Uid } from '@callgrid/protocol';
import type { MediaStats } from '../engine/media-engine.ts';
import type { Grant } from '../grant/grant.ts';
import type { Rights } from '../token/rights.ts';
import type { QualityReport, Seat } from './seat.ts';
import type { Seats } from './seats.ts';

/** A room as its operator sees it: the facts and what lies behind them, without a secret. */
export interface RoomInspection {
  readonly channelName: string;
  readonly participants: readonly ParticipantInspection[];
  readonly streams: readonly StreamInspection[];
}

export interface ParticipantInspection extends Participant {
  readonly rights: Rights;
  readonly autoSubscribe: boolean;
  readonly protocols: Seat['protocols'];
  /** The host it reached the gateway by. */
  readonly host: string;
  readonly grants: readonly GrantInspection[];
}

export interface GrantInspection extends Pick<Grant, 'direction' | 'streamId'> {
  readonly kinds: readonly MediaKind[];
  readonly expiresAt: number;
}

export interface StreamInspection extends Stream {
  /** What flows, as the engine sees it; null where nobody pushes or plays. */
  readonly flow: MediaStats | null;
  /** The latest word of each who pushes or pulls it. */
  readonly quality: readonly ReporterInspection[];
}

export interface ReporterInspection extends Omit<QualityReport, 'id'> {
  readonly reporter: Uid;
}

export function inspectRoom(
  { channelName, participants, streams }: RoomState,
  seats: Seats,
  stats: (id: StreamId) => MediaStats | undefined,
): RoomInspection {
  return {
    channelName,
    participants: participants.map((it) => ({ ...it, ...inspectSeat(seats.get(it.uid)!) })),
    streams: streams.map((it) => ({
      ...it,
      flow: stats(it.id) ?? null,
      quality: inspectQuality(it.id, seats),
    })),
  };
}

function inspectSeat({ rights, autoSubscribe, protocols, host, grants }: Seat) {
  return {
    rights,
    autoSubscribe,
    protocols,
    host,
    grants: [...grants.values()].map(({ direction, streamId, kinds, expiresAt }) => ({
      direction,
      streamId,
      kinds,
      expiresAt,
    })),
  };
}

function inspectQuality(id: StreamId, seats: Seats): ReporterInspection[] {
  return [...seats.all()].flatMap(({ uid, reports }) => {
    const report = reports.get(id);
    if (!report) return [];
    const { id: _, ...rest } = report;
    return [{ reporter: uid, ...rest }];
  });
}
