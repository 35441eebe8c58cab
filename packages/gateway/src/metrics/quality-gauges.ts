import { qualityFields } from '@callgrid/protocol';
import { Gauge, type Registry } from 'prom-client';
import type { ReporterInspection, RoomInspection } from '../room/inspect-room.ts';

/**
 * Streams that have series of their own, in order of their rooms and of arrival. Each has up to nine fields in two
 * directions, so that is at most 9,000 series; every stream counts in the means, however many there are.
 */
const STREAMS = 500;

/** What devices report of quality: the latest of each stream, within a bound, and the mean over all. */
export class QualityGauges {
  private readonly streams: Gauge<'room' | 'stream' | 'direction' | 'field'>;
  private readonly means: Gauge<'direction' | 'field'>;
  private readonly omitted: Gauge;

  constructor(registers: Registry[]) {
    this.streams = new Gauge({
      name: 'callgrid_stream_quality',
      help: `What was reported last of a stream by whoever pushes or pulls it; the first ${STREAMS} streams.`,
      labelNames: ['room', 'stream', 'direction', 'field'],
      registers,
    });
    this.means = new Gauge({
      name: 'callgrid_quality_mean',
      help: 'The mean of what was reported last, over every stream and reporter.',
      labelNames: ['direction', 'field'],
      registers,
    });
    this.omitted = new Gauge({
      name: 'callgrid_stream_quality_omitted',
      help: 'Streams that are only in the means.',
      registers,
    });
  }

  read(rooms: readonly RoomInspection[]): void {
    const streams = rooms.flatMap(({ channelName, streams: all }) =>
      all.filter(({ quality }) => quality.length > 0).map((stream) => ({ channelName, ...stream })),
    );
    this.streams.reset();
    this.means.reset();
    this.omitted.set(Math.max(0, streams.length - STREAMS));
    for (const direction of ['push', 'pull'] as const) {
      for (const { channelName, id, quality } of streams.slice(0, STREAMS)) {
        const latest = newest(quality.filter((it) => it.direction === direction));
        for (const field of qualityFields) {
          const value = latest?.network?.[field];
          const labels = { room: channelName, stream: id, direction, field };
          if (value !== undefined) this.streams.set(labels, value);
        }
      }
      const reports = streams.flatMap(({ quality }) => quality.filter((it) => it.direction === direction));
      for (const field of qualityFields) {
        const values = reports.flatMap(({ network }) => network?.[field] ?? []);
        const sum = values.reduce((total, value) => total + value, 0);
        if (values.length > 0) this.means.set({ direction, field }, sum / values.length);
      }
    }
  }
}

function newest(reports: readonly ReporterInspection[]): ReporterInspection | undefined {
  return reports.reduce<ReporterInspection | undefined>(
    (latest, report) => (latest && latest.at > report.at ? latest : report),
    undefined,
  );
}
