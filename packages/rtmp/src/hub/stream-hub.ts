import type { MediaKind } from '../access/access.ts';
import type { Amf0Limits } from '../amf0/read-amf0.ts';
import { Audience, type AudienceLimits, type HubMember } from './audience.ts';
import { METADATA_TIMESTAMP, type Outgoing, type Sink } from './framing.ts';
import { countPackets, type KindRecord, kindStats, newKindRecord } from './kind-record.ts';
import { type MediaPacket, packetRole } from './media-packet.ts';
import { type MediaAction, reduceMedia } from './media-state.ts';
import { Metadata } from './metadata.ts';
import { Publication, type PublisherWishes } from './publication.ts';
import { StreamLog } from './stream-log.ts';
import type { StreamStats } from './stream-stats.ts';
import { Taps } from './taps.ts';
import { mapTimestamp, NEW_TIMELINE, type Timeline, unset } from './timeline.ts';

/** Headers and metadata are kept as long as the stream is: nobody needs more than this. */
const HEADER_BYTES = 65_536;
export interface HubLimits extends AudienceLimits, Amf0Limits {
  stalledAfterMs: number;
}

/** What a hub tells its owner, after its own state has changed. */
export interface HubListener {
  live(kind: MediaKind): void;
  stalled(kind: MediaKind): void;
  ended(): void;
  /** A player's socket has taken nothing for too long; the owner closes it. */
  playerStalled(connectionId: string): void;
}

/** One stream: takes the publisher's packets, keeps the recent past once for its audience, and tells what became of it. */
export class StreamHub {
  private readonly log: StreamLog;
  private readonly audience: Audience;
  private readonly taps: Taps;
  private readonly kinds: Record<MediaKind, KindRecord> = { audio: newKindRecord(), video: newKindRecord() };
  private publisher: Publication | undefined;
  private metadata: Metadata | undefined;
  private timeline: Timeline = NEW_TIMELINE;
  /** Whether video is taken: not before the publisher's first keyframe. */
  private video: 'awaitingKey' | 'flowing' = 'awaitingKey';

  constructor(
    readonly stream: string,
    private readonly limits: HubLimits,
    private readonly listener: HubListener,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.log = new StreamLog(limits);
    const own = {
      headersFor: (shown: ReadonlySet<MediaKind>, added: ReadonlySet<MediaKind>) =>
        this.headersFor(shown, added),
      expectedKinds: (wanted: ReadonlySet<MediaKind>) => this.expectedKinds(wanted),
      playerStalled: (connectionId: string) => listener.playerStalled(connectionId),
    };
    this.audience = new Audience(this.log, limits, now, own);
    this.taps = new Taps(this.log, own);
  }

  get isEmpty(): boolean {
    return this.publisher === undefined && this.audience.size + this.taps.size === 0;
  }

  /** Lets a publisher in. Gives the one it takes over from, which the owner closes. */
  publish(member: HubMember, kinds: readonly MediaKind[], wishes?: PublisherWishes): HubMember | undefined {
    const previous = this.publisher;
    this.publisher = new Publication(member, kinds, wishes);
    this.forgetPublisher();
    for (const kind of kindsOf()) {
      if (!this.publisher.kinds.has(kind)) this.reduce(kind, { type: 'kindRemoved' });
    }
    this.tellDemand();
    return previous;
  }

  /** The publisher has gone. Of another one than the present, which has been taken over from, nothing comes. */
  unpublish(connectionId: string): void {
    if (this.publisher?.connectionId !== connectionId) return;
    this.publisher = undefined;
    this.forgetPublisher();
    for (const kind of kindsOf()) this.reduce(kind, { type: 'publisherLost' });
    this.listener.ended();
  }

  /** Changes what is taken from the publisher. What is taken again starts with its header, video with a keyframe. */
  setPushKinds(connectionId: string, kinds: readonly MediaKind[]): void {
    const { publisher } = this;
    if (publisher?.connectionId !== connectionId) return;
    const before = publisher.kinds;
    publisher.kinds = new Set(kinds);
    for (const kind of kindsOf()) {
      if (before.has(kind) === publisher.kinds.has(kind)) continue;
      if (kind === 'video') {
        this.video = 'awaitingKey';
        this.log.forgetGop();
      }
      if (before.has(kind)) this.reduce(kind, { type: 'kindRemoved' });
    }
    this.appendMetadata();
    for (const kind of kindsOf()) {
      const { header } = this.kinds[kind];
      if (!before.has(kind) && publisher.kinds.has(kind) && header) this.appendHeader(kind, header);
    }
    this.tellDemand();
    if (!before.has('video')) publisher.askForKeyframe();
  }

  /** Announces the kinds that will come, for a publisher that sends no metadata. */
  announce(connectionId: string, kinds: readonly MediaKind[]): void {
    if (this.publisher?.connectionId !== connectionId) return;
    this.metadata = Metadata.announce(kinds);
    this.appendMetadata();
  }

  /** Counts what has come from a publisher with wishes, whether or not it is in `receiveMedia` too. */
  hear(connectionId: string, kind: MediaKind, bytes: number, packets: number): void {
    const { publisher } = this;
    if (publisher?.connectionId !== connectionId) return;
    const now = this.now();
    countPackets(this.kinds[kind], bytes, packets, now);
    const isFlowing = kind === 'audio' || this.video === 'flowing';
    if (publisher.kinds.has(kind) && isFlowing) this.reduce(kind, { type: 'packet', now });
  }

  /** Takes a data message; all but metadata is left out. */
  receiveData(connectionId: string, payload: Buffer): void {
    if (this.publisher?.connectionId !== connectionId || payload.length > HEADER_BYTES) return;
    const metadata = Metadata.read(payload, this.limits);
    if (!metadata) return;
    this.metadata = metadata;
    this.appendMetadata();
  }

  /** Takes an audio or video message as it came; `timestamp` is the publisher's. */
  receiveMedia(connectionId: string, kind: MediaKind, timestamp: number, payload: Buffer): void {
    const { publisher } = this;
    if (publisher?.connectionId !== connectionId) return;
    const role = packetRole(kind, payload);
    const record = this.kinds[kind];
    if (!role || (role === 'header' && payload.length > HEADER_BYTES)) return;
    const now = this.now();
    const mapped = mapTimestamp(this.timeline, timestamp, now);
    this.timeline = mapped.timeline;
    if (role === 'header') {
      // What the cached pictures need is not what the next ones need.
      if (kind === 'video' && record.header && !record.header.equals(payload)) this.log.forgetGop();
      record.header = payload;
    }
    if (!publisher.isHeard) countPackets(record, payload.length, 1, now);
    if (!publisher.kinds.has(kind) || !this.opens(kind, role)) {
      record.droppedPackets += 1;
      return;
    }
    this.log.append({ kind, role, timestamp: mapped.out, payload }, now);
    this.wake();
    if (role !== 'header') this.reduce(kind, { type: 'packet', now });
  }

  /** Lets a player in: it gets the headers and the cached pictures, or waits. */
  attach(member: HubMember, sink: Sink, kinds: readonly MediaKind[]): void {
    if ('take' in sink) return this.taps.attach(member, sink, new Set(kinds));
    this.audience.attach(member, sink, new Set(kinds));
    this.tellDemand();
    if (kinds.includes('video')) this.publisher?.askForKeyframe();
  }

  detach(connectionId: string): void {
    this.taps.detach(connectionId);
    this.audience.detach(connectionId);
    this.tellDemand();
  }

  setPullKinds(connectionId: string, kinds: readonly MediaKind[]): void {
    this.taps.setKinds(connectionId, new Set(kinds));
    const before = this.audience.kindsOf(connectionId);
    this.audience.setKinds(connectionId, new Set(kinds));
    this.tellDemand();
    if (before && !before.has('video') && kinds.includes('video')) this.publisher?.askForKeyframe();
  }

  /** Notices kinds that have stopped. To be called a few times a second. */
  tick(): void {
    const now = this.now();
    const { stalledAfterMs } = this.limits;
    for (const kind of kindsOf()) this.reduce(kind, { type: 'tick', now, stalledAfterMs });
  }

  close(): void {
    this.audience.close();
    this.taps.close();
  }

  stats(): StreamStats {
    const { publisher } = this;
    return {
      stream: this.stream,
      publisher: publisher && {
        connectionId: publisher.connectionId,
        grant: publisher.grant,
        kinds: [...publisher.kinds],
      },
      audio: kindStats(this.kinds.audio, this.now()),
      video: kindStats(this.kinds.video, this.now()),
      players: this.audience.stats(),
      cachedBytes: this.log.bytes,
    };
  }

  /** True once a kind may flow: audio always, video from a keyframe on. */
  private opens(kind: MediaKind, role: MediaPacket['role']): boolean {
    if (kind === 'audio' || role === 'header') return true;
    if (role === 'key') this.video = 'flowing';
    return this.video === 'flowing';
  }

  private forgetPublisher(): void {
    this.timeline = unset(this.timeline);
    this.video = 'awaitingKey';
    this.metadata = undefined;
    for (const kind of kindsOf()) this.kinds[kind].header = undefined;
    this.log.forgetGop();
  }

  private appendMetadata(): void {
    const { metadata, publisher } = this;
    if (!metadata || !publisher) return;
    this.log.append({ kind: 'metadata', metadata, pushKinds: publisher.kinds }, this.now());
    this.wake();
  }

  private appendHeader(kind: MediaKind, payload: Buffer): void {
    const { lastOut: timestamp } = this.timeline;
    this.log.append({ kind, role: 'header', timestamp, payload }, this.now());
    this.wake();
  }

  private tellDemand(): void {
    if (this.publisher?.isHeard) this.publisher.demand(this.audience.wantedKinds);
  }

  private wake(): void {
    this.taps.wake();
    this.audience.wake();
  }

  /** Metadata about the `shown` kinds, and the headers of the `added` ones, as they are now. */
  private headersFor(shown: ReadonlySet<MediaKind>, added: ReadonlySet<MediaKind>): Outgoing[] {
    const { metadata, publisher } = this;
    if (!publisher) return [];
    const start = this.log.gopStart === undefined ? undefined : this.log.at(this.log.gopStart);
    const timestamp = start && 'timestamp' in start.packet ? start.packet.timestamp : this.timeline.lastOut;
    const headers: Outgoing[] = [];
    const taken = new Set([...shown].filter((kind) => publisher.kinds.has(kind)));
    if (metadata) {
      const payload = metadata.payloadFor(taken);
      headers.push({ kind: 'metadata', role: 'header', timestamp: METADATA_TIMESTAMP, payload });
    }
    for (const kind of kindsOf()) {
      const { header } = this.kinds[kind];
      if (header && added.has(kind) && taken.has(kind))
        headers.push({ kind, role: 'header', timestamp, payload: header });
    }
    return headers;
  }

  private reduce(kind: MediaKind, action: MediaAction): void {
    const record = this.kinds[kind];
    const before = record.state.status;
    record.state = reduceMedia(record.state, action);
    const { status } = record.state;
    if (status === before || status === 'waiting') return;
    this.listener[status](kind);
  }

  /** What the publisher announced and may send, of what is wanted. */
  private expectedKinds(wanted: ReadonlySet<MediaKind>): ReadonlySet<MediaKind> {
    const announced = this.metadata?.kinds ?? kindsOf();
    return new Set(announced.filter((kind) => wanted.has(kind) && (this.publisher?.kinds.has(kind) ?? true)));
  }
}

function kindsOf(): readonly MediaKind[] {
  return ['audio', 'video'];
}
