import type {
  Address,
  MediaKind,
  Notification,
  Participant,
  RoomSnapshot,
  RoomState,
  Source,
  StreamId,
  Uid,
} from '@callgrid/protocol';
import { emptyRoom, evolve, findParticipant, findStream } from '@callgrid/room';
import type { NertcFact } from './nertc-event.ts';

/** What the room is taken to be by what the vendor told of it. */
export class NertcFacts {
  room: RoomState;
  private readonly self: Uid;
  private addresses: Readonly<Record<StreamId, Address>> = {};
  /** The room before an outage: what the vendor does not tell again is as it was then. */
  private before: RoomState;
  private seq = 0;

  constructor(channelName: string, self: Participant) {
    this.self = self.uid;
    this.room = evolve(emptyRoom(channelName), {
      method: 'participantJoined',
      params: { participant: self },
    });
    this.before = this.room;
  }

  get snapshot(): RoomSnapshot {
    const known = this.room.streams.filter(({ id }) => this.addresses[id]);
    const addresses = Object.fromEntries(known.map(({ id }) => [id, this.addresses[id]!]));
    return { epoch: 'nertc', seq: this.seq, room: this.room, addresses };
  }

  apply(notification: Notification): boolean {
    const after = evolve(this.room, notification);
    if (after === this.room) return false;
    this.room = after;
    this.seq++;
    const { method } = notification;
    // During an outage streams that have not been told of again yet keep their addresses.
    if (method === 'participantLeft' || method === 'streamUnpublished') this.forget(notification.params.uid);
    return true;
  }

  address(id: StreamId): Address | undefined {
    return this.addresses[id];
  }

  /** False when that is where the stream was before, or when there is no such stream. */
  setAddress(id: StreamId, url: string): boolean {
    const exists = [...this.room.streams, ...this.before.streams].some((stream) => stream.id === id);
    if (!exists || this.addresses[id]?.url === url) return false;
    this.addresses = { ...this.addresses, [id]: { protocol: 'rtmp', url } };
    return true;
  }

  publishedKinds(uid: Uid, source: Source): readonly MediaKind[] {
    const published = findStream(this.room, uid, source)?.media ?? {};
    return (Object.keys(published) as MediaKind[]).filter((kind) => published[kind]);
  }

  /** The connection is lost: what the vendor will not tell again is as it is now. */
  remember(): void {
    this.before = this.room;
  }

  /**
   * Once the connection is back the vendor tells of everybody there is, and nothing of those who went in the
   * meantime: so the room begins again, with this participant and its streams alone.
   */
  beginAgain(): void {
    const isOwn = ({ uid }: { readonly uid: Uid }) => uid === this.self;
    this.room = {
      ...this.room,
      participants: this.room.participants.filter(isOwn),
      streams: this.room.streams.filter(isOwn),
    };
    this.seq++;
  }

  /** The room is whole again: the addresses of streams that did not come back are no use. */
  forgetGone(): void {
    this.before = this.room;
    this.addresses = this.snapshot.addresses;
  }

  /** What follows for the room from what the vendor told; nothing of what it tells of this participant itself. */
  notifications(fact: NertcFact): readonly Notification[] {
    if (!('uid' in fact) || fact.uid === this.self) return [];
    const { uid } = fact;
    switch (fact.type) {
      case 'joined':
        return this.arrival(uid);
      case 'left':
        return [{ method: 'participantLeft', params: { uid, reason: 'left' } }];
      case 'added': {
        const { source, kind } = fact;
        return [...this.arrival(uid), { method: 'streamPublished', params: { uid, source, kinds: [kind] } }];
      }
      case 'removed':
        return [{ method: 'streamUnpublished', params: { uid, source: fact.source, kinds: [fact.kind] } }];
      case 'muted':
      case 'unmuted':
        return [{ method: fact.type, params: { uid, kind: fact.kind } }];
      case 'media': {
        const { source, kind, on } = fact;
        return [{ method: 'mediaChanged', params: { uid, source, kind, media: on ? 'live' : 'stalled' } }];
      }
      case 'mode':
        return [{ method: 'modeChanged', params: { uid, mode: fact.mode } }];
    }
  }

  private forget(uid: Uid): void {
    const gone = Object.keys(this.addresses).filter(
      (id) => id.startsWith(`${uid}/`) && !this.room.streams.some((stream) => stream.id === id),
    );
    if (gone.length === 0) return;
    const left = { ...this.addresses };
    for (const id of gone) delete left[id as StreamId];
    this.addresses = left;
  }

  private arrival(uid: Uid): readonly Notification[] {
    if (findParticipant(this.room, uid)) return [];
    const participant: Participant = findParticipant(this.before, uid) ?? {
      uid,
      name: '',
      role: 'broadcaster',
      status: 'connected',
      muted: { audio: false, video: false },
      speaking: false,
    };
    return [{ method: 'participantJoined', params: { participant } }];
  }
}
