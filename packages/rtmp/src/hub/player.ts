import type { MediaKind } from '../access/access.ts';
import { METADATA_TIMESTAMP, type Outgoing } from './framing.ts';
import type { LogEntry, StreamLog } from './stream-log.ts';

/** One player's position in the stream's log. A value: the functions below give the next one. */
export interface Player {
  kinds: ReadonlySet<MediaKind>;
  /** The next log entry to look at. */
  cursor: number;
  /** Where the log ended when the player came: what is older is the cached group of pictures, and no arrears. */
  joinedAt: number;
  /** Video before this entry is skipped. */
  videoFrom: number;
  video: 'awaitingKey' | 'flowing';
  /** Sent before the log goes on: metadata, headers, and the group of pictures of a kind that was added. */
  prelude: readonly Outgoing[];
  lastTimestamp: number;
  /** Packets skipped because the player was too slow. */
  dropped: number;
}

/** A player who has come too late for what is before `cursor`. */
export function newPlayer(
  kinds: ReadonlySet<MediaKind>,
  log: StreamLog,
  prelude: readonly Outgoing[],
): Player {
  const cursor = (kinds.has('video') ? log.gopStart : undefined) ?? log.next;
  return {
    kinds,
    cursor,
    joinedAt: log.next,
    videoFrom: cursor,
    video: 'awaitingKey',
    prelude,
    lastTimestamp: 0,
    dropped: 0,
  };
}

/**
 * The next packets: at least one if there is any, and no more once `budget` bytes are reached. Gives the player as it
 * is after them.
 */
export function takeBatch(
  player: Player,
  log: StreamLog,
  budget: number,
): { player: Player; batch: Outgoing[] } {
  const batch: Outgoing[] = [];
  const next = { ...player };
  let left = budget;
  const add = (packet: Outgoing) => {
    batch.push(packet);
    left -= packet.payload.length;
    next.lastTimestamp = Math.max(next.lastTimestamp, packet.timestamp);
  };
  let used = 0;
  for (const packet of player.prelude) {
    if (left <= 0) break;
    add(packet);
    used += 1;
  }
  next.prelude = used === player.prelude.length ? [] : player.prelude.slice(used);
  while (left > 0 && next.cursor < log.next) {
    const entry = log.at(next.cursor);
    const packet = entry && admit(next, entry);
    if (packet) add(packet);
    next.cursor += 1;
  }
  return { player: next, batch };
}

/** What of this entry the player is to get. Changes `player.video` when a keyframe opens it. */
function admit(player: Player, entry: LogEntry): Outgoing | undefined {
  const { packet } = entry;
  if (packet.kind === 'metadata') {
    const kinds = new Set([...player.kinds].filter((kind) => packet.pushKinds.has(kind)));
    const payload = packet.metadata.payloadFor(kinds);
    return { kind: 'metadata', role: 'header', timestamp: METADATA_TIMESTAMP, payload };
  }
  if (!player.kinds.has(packet.kind)) return undefined;
  if (packet.kind === 'audio' || packet.role === 'header') return packet;
  if (player.cursor >= player.videoFrom) {
    if (packet.role === 'key') player.video = 'flowing';
    if (player.video === 'flowing') return packet;
  }
  player.dropped += 1;
  return undefined;
}

/** Bytes and milliseconds that the player is behind; what its socket holds counts, the cached pictures do not. */
export function arrears(
  player: Player,
  log: StreamLog,
  pendingBytes: number,
  now: number,
): { bytes: number; ms: number } {
  const from = Math.max(player.cursor, player.joinedAt);
  const entry = log.at(Math.max(from, log.first));
  return { bytes: pendingBytes + log.bytesSince(from), ms: entry ? now - entry.at : 0 };
}

/** Skips video up to the newest keyframe, or to the next one that comes. Audio stays. */
export function skipVideo(player: Player, log: StreamLog): Player {
  const isNewer = log.gopStart !== undefined && log.gopStart > player.cursor;
  return {
    ...player,
    videoFrom: isNewer ? (log.gopStart ?? log.next) : log.next,
    video: 'awaitingKey',
    prelude: player.prelude.filter((packet) => packet.kind !== 'video' || packet.role === 'header'),
  };
}

/** Skips everything up to there; `headers` are sent again, since some may have been skipped. */
export function skipAll(player: Player, log: StreamLog, headers: readonly Outgoing[]): Player {
  const skipped = skipVideo(player, log);
  return {
    ...skipped,
    prelude: headers,
    cursor: skipped.videoFrom,
    dropped: player.dropped + Math.max(0, skipped.videoFrom - player.cursor),
  };
}

/**
 * Changes what a player gets. `headersOf` gives the metadata and headers of the kinds that are added; a video that is
 * added goes on from the cached keyframe, squeezed into the present so that timestamps do not go back.
 */
export function changeKinds(
  player: Player,
  kinds: ReadonlySet<MediaKind>,
  log: StreamLog,
  headersOf: (added: ReadonlySet<MediaKind>) => readonly Outgoing[],
): Player {
  const added = new Set([...kinds].filter((kind) => !player.kinds.has(kind)));
  const kept = player.prelude.filter((packet) => packet.kind === 'metadata' || kinds.has(packet.kind));
  if (added.size === 0) return { ...player, kinds, prelude: kept };
  const present = (packet: Outgoing): Outgoing => ({
    ...packet,
    timestamp:
      packet.kind === 'metadata' ? METADATA_TIMESTAMP : Math.max(packet.timestamp, player.lastTimestamp),
  });
  const pictures = added.has('video') ? cachedPictures(log, player.cursor) : [];
  const prelude = [...kept, ...headersOf(added).map(present), ...pictures.map(present)];
  const video = added.has('video') ? (pictures.length > 0 ? 'flowing' : 'awaitingKey') : player.video;
  return {
    ...player,
    kinds,
    prelude,
    video,
    videoFrom: added.has('video') ? player.cursor : player.videoFrom,
  };
}

/** The video from the cached keyframe up to `end`. */
function cachedPictures(log: StreamLog, end: number): Outgoing[] {
  const pictures: Outgoing[] = [];
  for (let seq = log.gopStart ?? end; seq < end; seq += 1) {
    const packet = log.at(seq)?.packet;
    if (packet?.kind === 'video' && packet.role !== 'header') pictures.push(packet);
  }
  return pictures;
}
