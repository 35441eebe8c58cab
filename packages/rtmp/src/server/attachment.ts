import type { MediaKind } from '../access/access.ts';
import type { PacketSink } from '../hub/framing.ts';
import type { PublisherWishes } from '../hub/publication.ts';
import type { StreamHub } from '../hub/stream-hub.ts';
import type { CloseReason } from './server-events.ts';
import type { Member, Switchboard } from './switchboard.ts';

interface AttachmentRequest {
  /** The caller's own id of the right, for `setKinds` and `disconnect`. */
  readonly grant: string;
  readonly stream: string;
  readonly kinds: readonly MediaKind[];
  /** It was closed, not by itself: `takenOver`, `disconnected` or `serverClosed`. Nothing of it counts any more. */
  closed(reason: CloseReason, detail: string | undefined): void;
}

/** A publisher of another protocol, which the caller has authorised. */
export interface PublisherRequest extends AttachmentRequest, PublisherWishes {
  /** The kinds that players may wait for; those that never come would hold them up. Default: both. */
  readonly announces?: readonly MediaKind[];
}

/** A bridge to another protocol's players, whom the caller has authorised. */
export interface PlayerRequest extends AttachmentRequest {
  /** Handed the headers and the cached group of pictures before `attachPlayer` returns. */
  readonly sink: PacketSink;
}

/** Something that stands in a stream without being a connection of ours. */
export interface Attachment {
  readonly connectionId: string;
  /** Leaves the stream; `closed` is not called. */
  close(): void;
}

export interface AttachedPublisher extends Attachment {
  /** An FLV tag body, at milliseconds of the publisher's own time line. It is not counted: `heard` does that. */
  packet(kind: MediaKind, timestamp: number, payload: Buffer): void;
  /** So much has come of a kind; it is live, and counts in the stats. To be said several times a second. */
  heard(kind: MediaKind, bytes: number, packets: number): void;
}

/** A member of the switchboard on behalf of another protocol. */
export class AttachedMember {
  private hub: StreamHub | undefined;

  constructor(
    readonly connectionId: string,
    private readonly request: AttachmentRequest,
    private readonly switchboard: Switchboard,
    private readonly onClosed: () => void,
  ) {}

  publish(request: PublisherRequest): AttachedPublisher {
    const { connectionId } = this;
    const hub = this.switchboard.enter({ ...this.member('push'), wishes: request }, request.kinds);
    this.hub = hub;
    hub.announce(connectionId, request.announces ?? ['audio', 'video']);
    return {
      connectionId,
      packet: (kind, timestamp, payload) => this.hub?.receiveMedia(connectionId, kind, timestamp, payload),
      heard: (kind, bytes, packets) => this.hub?.hear(connectionId, kind, bytes, packets),
      close: () => this.leave('peerClosed', undefined),
    };
  }

  play({ kinds, sink }: PlayerRequest): Attachment {
    const { connectionId } = this;
    this.hub = this.switchboard.enter(this.member('pull'), kinds, sink);
    return { connectionId, close: () => this.leave('peerClosed', undefined) };
  }

  close(reason: CloseReason, detail?: string): void {
    if (this.leave(reason, detail)) this.request.closed(reason, detail);
  }

  /** Whether it was still there. */
  private leave(reason: CloseReason, detail: string | undefined): boolean {
    if (!this.hub) return false;
    this.hub = undefined;
    this.switchboard.closed(this.connectionId, reason, detail);
    this.onClosed();
    return true;
  }

  private member(direction: Member['direction']): Member {
    const { grant, stream } = this.request;
    const close = (reason: CloseReason, detail?: string) => this.close(reason, detail);
    return { connectionId: this.connectionId, grant, stream, direction, close };
  }
}
