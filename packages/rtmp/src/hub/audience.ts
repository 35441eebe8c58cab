import type { MediaKind } from '../access/access.ts';
import type { ByteSink, Outgoing } from './framing.ts';
import { arrears, changeKinds, newPlayer, type Player, skipAll, skipVideo, takeBatch } from './player.ts';
import type { LogBounds, StreamLog } from './stream-log.ts';
import type { PlayerStats } from './stream-stats.ts';

/** A late player gets its cached pictures at once, as far as its socket takes them. */
const WRITES_PER_TURN = 64;

export interface HubMember {
  connectionId: string;
  grant: string;
}

export interface AudienceLimits extends LogBounds {
  windowBytes: number;
  stalledReaderMs: number;
  writeEveryMs: number;
}

/** What the audience asks of its stream, and tells it. */
export interface AudienceStream {
  /** Metadata about the `shown` kinds, and the headers of the `added` ones, as they are now. */
  headersFor(shown: ReadonlySet<MediaKind>, added: ReadonlySet<MediaKind>): Outgoing[];
  /** Which of the wanted kinds will come. */
  expectedKinds(wanted: ReadonlySet<MediaKind>): ReadonlySet<MediaKind>;
  /** A player's socket has taken nothing for too long. */
  playerStalled(connectionId: string): void;
}

interface Attached extends HubMember {
  sink: ByteSink;
  state: Player;
  hasPreamble: boolean;
  sentBytes: number;
  pendingBytes: number;
  /** When the socket last took something, or had nothing to take. */
  progressAt: number;
}

/** Everybody who plays one stream: each a position in its log, written to once per tick. */
export class Audience {
  private readonly players = new Map<string, Attached>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly log: StreamLog,
    private readonly limits: AudienceLimits,
    private readonly now: () => number,
    private readonly stream: AudienceStream,
  ) {}

  get size(): number {
    return this.players.size;
  }

  /** What its players want, all together. */
  get wantedKinds(): ReadonlySet<MediaKind> {
    return new Set([...this.players.values()].flatMap(({ state }) => [...state.kinds]));
  }

  /** Lets a player in: it gets the headers and the cached pictures, or waits. */
  attach(member: HubMember, sink: ByteSink, wanted: ReadonlySet<MediaKind>): void {
    this.players.set(member.connectionId, {
      ...member,
      sink,
      state: newPlayer(wanted, this.log, this.stream.headersFor(wanted, wanted)),
      hasPreamble: false,
      sentBytes: 0,
      pendingBytes: 0,
      progressAt: this.now(),
    });
    this.wake();
  }

  detach(connectionId: string): void {
    this.players.delete(connectionId);
  }

  setKinds(connectionId: string, wanted: ReadonlySet<MediaKind>): void {
    const player = this.players.get(connectionId);
    if (!player) return;
    player.state = changeKinds(player.state, wanted, this.log, (added) =>
      this.stream.headersFor(wanted, added),
    );
    this.wake();
  }

  kindsOf(connectionId: string): ReadonlySet<MediaKind> | undefined {
    return this.players.get(connectionId)?.state.kinds;
  }

  close(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.players.clear();
  }

  stats(): PlayerStats[] {
    return [...this.players.values()].map(playerStats);
  }

  /** There is something to write: does so within a tick. */
  wake(): void {
    if (this.timer || this.players.size === 0) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.writeAll()) this.wake();
    }, this.limits.writeEveryMs);
  }

  /** Writes to every player what it is due; true when someone has arrears. */
  private writeAll(): boolean {
    const now = this.now();
    const shared: SharedBatches = new Map();
    let isBehind = false;
    for (const player of [...this.players.values()]) {
      if (this.writeTo(player, now, shared)) isBehind = true;
    }
    return isBehind;
  }

  private writeTo(player: Attached, now: number, shared: SharedBatches): boolean {
    const { sink } = player;
    const { windowBytes, stalledReaderMs, queueBytes, queueMs } = this.limits;
    const pending = sink.pendingBytes;
    if (pending === 0 || pending < player.pendingBytes) player.progressAt = now;
    player.pendingBytes = pending;
    if (now - player.progressAt > stalledReaderMs) {
      this.stream.playerStalled(player.connectionId);
      return false;
    }
    const { bytes, ms } = arrears(player.state, this.log, pending, now);
    const isLost = player.state.cursor < this.log.first || ms > 2 * queueMs;
    if (isLost) {
      player.state = skipAll(
        player.state,
        this.log,
        this.stream.headersFor(player.state.kinds, player.state.kinds),
      );
    } else if (bytes > queueBytes || ms > queueMs) {
      player.state = skipVideo(player.state, this.log);
    }
    for (let turn = 0; turn < WRITES_PER_TURN; turn += 1) {
      const budget = windowBytes - sink.pendingBytes;
      if (budget <= 0 || this.isUpToDate(player.state)) break;
      const written = this.nextBytes(player, budget, shared);
      if (!written) break;
      player.sentBytes += written.length;
      sink.write(written);
    }
    player.pendingBytes = sink.pendingBytes;
    return player.pendingBytes > 0 || !this.isUpToDate(player.state);
  }

  private isUpToDate(state: Player): boolean {
    return state.cursor >= this.log.next && state.prelude.length === 0;
  }

  /** The next bytes for a player. Players in the same position get the same buffer. */
  private nextBytes(player: Attached, budget: number, shared: SharedBatches): Buffer | undefined {
    const { state, sink } = player;
    const isPlain = state.prelude.length === 0 && state.cursor >= state.videoFrom && player.hasPreamble;
    const key = `${sink.framing.name} ${state.cursor} ${state.video} ${kindsKey(state.kinds)} ${budget}`;
    const ready = isPlain ? shared.get(key) : undefined;
    if (ready) {
      const { cursor, video, dropped, lastTimestamp } = ready.after;
      player.state = {
        ...state,
        cursor,
        video,
        lastTimestamp: Math.max(state.lastTimestamp, lastTimestamp),
        dropped: state.dropped + dropped - ready.before.dropped,
      };
      return ready.bytes;
    }
    const { player: after, batch } = takeBatch(state, this.log, budget);
    player.state = after;
    if (batch.length === 0) return undefined;
    const bytes = sink.framing.encode(batch);
    if (isPlain) shared.set(key, { before: state, after, bytes });
    if (player.hasPreamble) return bytes;
    player.hasPreamble = true;
    return Buffer.concat([sink.framing.preamble(this.stream.expectedKinds(state.kinds)), bytes]);
  }
}

type SharedBatches = Map<string, { before: Player; after: Player; bytes: Buffer }>;

function kindsKey(kinds: ReadonlySet<MediaKind>): number {
  return (kinds.has('audio') ? 1 : 0) + (kinds.has('video') ? 2 : 0);
}

function playerStats(player: Attached): PlayerStats {
  return {
    connectionId: player.connectionId,
    grant: player.grant,
    protocol: player.sink.protocol,
    kinds: [...player.state.kinds],
    sentBytes: player.sentBytes,
    droppedPackets: player.state.dropped,
    pendingBytes: player.sink.pendingBytes,
  };
}
