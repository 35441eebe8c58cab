import type { MediaKind } from '../media.ts';
import type { SenderReport } from '../rtcp/rtcp-packet.ts';
import { unwrap32 } from '../rtp/unwrap.ts';

const CLOCK_RATE: Record<MediaKind, number> = { audio: 48_000, video: 90_000 };
/** How much a packet's time may be corrected: a tenth of the distance of two pictures. */
const SLEW_MS = 3;
/** A larger correction is made at once. */
const JUMP_MS = 500;
/** Timestamps that run away from the time of arrival by more than this count anew. */
const RESTART_MS = 10_000;

/** One kind's timestamps. `ms` are its unwrapped timestamps in milliseconds, from any beginning. */
interface Track {
  readonly rate: number;
  /** The last timestamp heard of, unwrapped. */
  stamp: number | undefined;
  /** Undefined before the first packet. */
  line: Line | undefined;
  report: { readonly ntp: number; readonly ms: number } | undefined;
}

interface Line {
  /** A packet's place on the time line is its `ms` and this. */
  offset: number;
  /** When the counting began, to see when it is begun anew. */
  readonly anchor: { readonly ms: number; readonly now: number };
  /** The highest `ms` and the latest place so far. */
  ms: number;
  out: number;
}

/**
 * Puts both tracks of one push on one time line of milliseconds, which begins at 0 with the first packet. Until both
 * have told their wall time by a sender report, packets lie where they arrive; then audio stays, and video is moved
 * beside it, a little with each picture. Times of one kind never go back.
 */
export class MediaClock {
  private readonly tracks: Record<MediaKind, Track> = { audio: newTrack('audio'), video: newTrack('video') };
  private startedAt: number | undefined;
  /** The sender's wall time at 0 of the time line; undefined unless both kinds have a report of one wall clock. */
  private origin: number | undefined;

  /** The place of a packet that arrives at `now` (ms of a monotonic clock). */
  toMs(kind: MediaKind, rtpTimestamp: number, now: number): number {
    const track = this.tracks[kind];
    this.startedAt ??= now;
    track.stamp = unwrap32(track.stamp, rtpTimestamp);
    const ms = (track.stamp * 1_000) / track.rate;
    const isFirst = track.line === undefined;
    const line = this.lineOf(track, ms, now, now - this.startedAt);
    this.align();
    const error = this.errorOf(track, line);
    if (isFirst || Math.abs(error) > JUMP_MS) line.offset += error;
    // Once for all packets of a picture.
    else if (ms > line.ms) line.offset += Math.min(Math.max(error, -SLEW_MS), SLEW_MS);
    line.ms = Math.max(line.ms, ms);
    line.out = Math.max(line.out, ms + line.offset);
    return line.out;
  }

  /** Takes what the sender says of a track's wall time. */
  senderReport(kind: MediaKind, report: Pick<SenderReport, 'ntp' | 'rtpTimestamp'>): void {
    const track = this.tracks[kind];
    const stamp = unwrap32(track.stamp, report.rtpTimestamp);
    track.stamp ??= stamp;
    const next = { ntp: report.ntp, ms: (stamp * 1_000) / track.rate };
    const change = track.report ? wallOf(next) - wallOf(track.report) : 0;
    if (Math.abs(change) > JUMP_MS) {
      // The sender's clock was set, or its timestamps count anew: the other kind's report may be of another time.
      this.origin = undefined;
      this.tracks[kind === 'audio' ? 'video' : 'audio'].report = undefined;
    }
    track.report = next;
    this.align();
  }

  private lineOf(track: Track, ms: number, now: number, elapsed: number): Line {
    const { line } = track;
    const drift = line ? ms - line.anchor.ms - (now - line.anchor.now) : 0;
    if (line && Math.abs(drift) <= RESTART_MS) return line;
    if (line) {
      track.report = undefined;
      this.origin = undefined;
    }
    const out = Math.max(elapsed, line?.out ?? 0);
    track.line = { offset: out - ms, anchor: { ms, now }, ms, out: line?.out ?? 0 };
    return track.line;
  }

  /** Fixes where wall times lie, once both kinds have told theirs and one has come. */
  private align(): void {
    const { audio, video } = this.tracks;
    if (this.origin !== undefined || !audio.report || !video.report) return;
    const audioOrigin = audio.line && wallOf(audio.report) - audio.line.offset;
    const videoOrigin = video.line && wallOf(video.report) - video.line.offset;
    this.origin = audioOrigin ?? videoOrigin;
    // Who is far ahead cannot go back: then it is the other that is moved.
    if (audioOrigin !== undefined && videoOrigin !== undefined && audioOrigin - videoOrigin > JUMP_MS)
      this.origin = videoOrigin;
  }

  /** How far a kind lies from where its reports put it; 0 while that is not known. */
  private errorOf(track: Track, line: Line): number {
    if (this.origin === undefined || !track.report) return 0;
    return wallOf(track.report) - this.origin - line.offset;
  }
}

function newTrack(kind: MediaKind): Track {
  return { rate: CLOCK_RATE[kind], stamp: undefined, line: undefined, report: undefined };
}

/** The wall time at which a track's `ms` were 0. */
function wallOf(report: { readonly ntp: number; readonly ms: number }): number {
  return report.ntp - report.ms;
}
