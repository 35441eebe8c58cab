import type { Access, AccessRequest, MediaKind } from '../access/access.ts';
import type { Sink } from '../hub/framing.ts';
import type { PublisherWishes } from '../hub/publication.ts';
import { StreamHub } from '../hub/stream-hub.ts';
import type { StreamStats } from '../hub/stream-stats.ts';
import type { Logger } from './logger.ts';
import type { RtmpLimits } from './rtmp-limits.ts';
import type { CloseReason, ServerEvents } from './server-events.ts';

/** A connection that was let in, as the switchboard knows it. */
export interface Member {
  connectionId: string;
  grant: string;
  stream: string;
  direction: 'push' | 'pull';
  /** Of a publisher that can be asked for something. */
  wishes?: PublisherWishes | undefined;
  close(reason: CloseReason, detail?: string): void;
}

type Authorise = (request: AccessRequest) => Promise<Access> | Access;

/** Who may go where, and who is there: grants, hubs, and the members of both, whatever protocol they speak. */
export class Switchboard {
  private readonly hubs = new Map<string, StreamHub>();
  private readonly members = new Map<string, Member>();
  private readonly byGrant = new Map<string, Set<string>>();

  constructor(
    private readonly ask: Authorise,
    private readonly limits: RtmpLimits,
    readonly events: ServerEvents,
    private readonly log: Logger,
  ) {}

  /** Never rejects: an `authorise` that throws, or takes too long, has refused. */
  async authorise(request: AccessRequest): Promise<Access> {
    if (!this.hasRoomFor(request.stream)) {
      return { allowed: false, reason: 'The server has too many streams.' };
    }
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      const { authoriseMs } = this.limits;
      timer = setTimeout(() => reject(new Error(`no answer within ${authoriseMs} ms`)), authoriseMs);
    });
    try {
      return await Promise.race([(async () => this.ask(request))(), tooLate]);
    } catch (error) {
      this.log.warn(
        { error, connectionId: request.connectionId },
        'authorise failed, so the peer is refused',
      );
      return { allowed: false, reason: 'Access could not be checked.' };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Whether the stream is there, or may begin. */
  hasRoomFor(stream: string): boolean {
    return this.hubs.has(stream) || this.hubs.size < this.limits.streams;
  }

  /** Puts a member into its stream; a publisher that is there already is closed and leaves it. */
  enter(member: Member, kinds: readonly MediaKind[], sink?: Sink): StreamHub {
    this.forget(member.connectionId);
    const hub = this.hub(member.stream);
    this.members.set(member.connectionId, member);
    const ofGrant = this.byGrant.get(member.grant) ?? new Set();
    this.byGrant.set(member.grant, ofGrant.add(member.connectionId));
    if (member.direction === 'push') {
      const previous = hub.publish(member, kinds, member.wishes);
      if (previous) this.members.get(previous.connectionId)?.close('takenOver');
    } else if (sink) {
      hub.attach(member, sink, kinds);
    }
    return hub;
  }

  /** Takes a member out of its stream; its grant still closes it. */
  leave(connectionId: string): void {
    const member = this.members.get(connectionId);
    const hub = member && this.hubs.get(member.stream);
    if (!hub) return;
    if (member.direction === 'push') hub.unpublish(connectionId);
    else hub.detach(connectionId);
    if (!hub.isEmpty) return;
    hub.close();
    // A listener of `ended` may have opened a new one under this name.
    if (this.hubs.get(member.stream) === hub) this.hubs.delete(member.stream);
  }

  /** A connection is closed: it leaves, and the owner is told. */
  closed(connectionId: string, reason: CloseReason, detail: string | undefined): void {
    const grant = this.members.get(connectionId)?.grant;
    this.forget(connectionId);
    this.log.debug({ connectionId, grant, reason, detail }, 'connection closed');
    this.events.emit('connectionClosed', { connectionId, grant, reason, detail });
  }

  setKinds(grant: string, kinds: readonly MediaKind[]): void {
    for (const { connectionId, direction, stream } of this.membersOf(grant)) {
      const hub = this.hubs.get(stream);
      if (direction === 'push') hub?.setPushKinds(connectionId, kinds);
      else hub?.setPullKinds(connectionId, kinds);
    }
  }

  disconnect(grant: string, detail: string | undefined): void {
    for (const member of this.membersOf(grant)) member.close('disconnected', detail);
  }

  stats(stream: string): StreamStats | undefined {
    return this.hubs.get(stream)?.stats();
  }

  streams(): string[] {
    return [...this.hubs.keys()];
  }

  tick(): void {
    for (const hub of [...this.hubs.values()]) hub.tick();
  }

  close(): void {
    for (const hub of this.hubs.values()) hub.close();
    this.hubs.clear();
  }

  private forget(connectionId: string): void {
    this.leave(connectionId);
    const member = this.members.get(connectionId);
    if (!member) return;
    this.members.delete(connectionId);
    const ofGrant = this.byGrant.get(member.grant);
    ofGrant?.delete(connectionId);
    if (ofGrant?.size === 0) this.byGrant.delete(member.grant);
  }

  private membersOf(grant: string): Member[] {
    const ids = [...(this.byGrant.get(grant) ?? [])];
    return ids.flatMap((id) => this.members.get(id) ?? []);
  }

  private hub(stream: string): StreamHub {
    const known = this.hubs.get(stream);
    if (known) return known;
    const hub = new StreamHub(stream, this.limits, {
      live: (kind) => this.events.emit('live', { stream, kind }),
      stalled: (kind) => this.events.emit('stalled', { stream, kind }),
      ended: () => this.events.emit('ended', { stream }),
      playerStalled: (connectionId) => this.members.get(connectionId)?.close('stalledReader'),
    });
    this.hubs.set(stream, hub);
    return hub;
  }
}
