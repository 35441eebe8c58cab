import { type MediaKind, type Role, RtcError, streamId, type Uid } from '@callgrid/protocol';
import type { Platform } from '../platform/platform.ts';
import { createRoom } from '../room/create-room.ts';
import type { Room, SubscriptionOptions } from '../room/room.ts';
import type { RoomView, StreamView } from '../room/room-view.ts';
import type { MemberUrl, SyncDone, ToldEvent } from './client-events.ts';
import { endingEvents } from './ending.ts';
import { type Member, memberEvents, membersOf } from './member.ts';
import { onMemberNews } from './member-news.ts';
import type { JoinRequest } from './read-join-params.ts';
import { roomNumber } from './room-number.ts';
import { illegal, toSdkError } from './sdk-error.ts';
import type { SdkPorts } from './sdk-ports.ts';
import { toSdkUid } from './sdk-uid.ts';

export interface SessionListener {
  tell(event: ToldEvent): void;
  /** The session is over, though nobody here left; what is told of it follows. */
  ended(): void;
}

/** joining → joined ⇄ away → over */
export type SessionStatus = 'joining' | 'joined' | 'away' | 'over';

/** One stay in one room, told as NetEase's SDK tells it. */
export class SdkSession {
  readonly room: Room;
  readonly request: JoinRequest;
  readonly cid: number;
  status: SessionStatus = 'joining';
  private readonly listener: SessionListener;
  /** What was told of the members so far. */
  private members: readonly Member[] = [];
  /** What became known while away and is no part of the members. */
  private held: ToldEvent[] = [];
  private pushUrl: string | undefined;

  constructor(url: string, request: JoinRequest, ports: SdkPorts, listener: SessionListener) {
    this.request = request;
    this.listener = listener;
    this.cid = roomNumber(request.channelName);
    const platform = telling(ports.platform(), (event) => this.status !== 'over' && listener.tell(event));
    this.room = createRoom({ backend: ports.backend(url), platform });
    this.listen();
  }

  /** Rejects with an `SdkError`; what has to be told of a refusal is told. */
  async join(role: Role): Promise<void> {
    const { channelName, uid, token, service } = this.request;
    try {
      await this.room.join({ channelName, uid, role, token, service, autoSubscribe: false });
    } catch (error) {
      const failure = toSdkError(error);
      const refused = error instanceof RtcError && !error.code.startsWith('connection/');
      if (this.status !== 'over' && refused) {
        const { code } = failure;
        this.listener.tell(['error', { code, desc: `登录失败: ${failure.reason}`, connectCount: 0 }]);
        this.listener.tell(['disconnect', { code: '406', reason: failure.reason }]);
      }
      this.status = 'over';
      throw failure;
    }
  }

  leave(): Promise<void> {
    this.status = 'over';
    return this.room.leave();
  }

  get view(): RoomView {
    return this.room.store.getState();
  }

  /** The own camera stream, while it is published. */
  get camera(): StreamView | undefined {
    return this.view.streams.find(({ id }) => id === streamId(this.request.uid, 'camera'));
  }

  async publish(kinds: readonly MediaKind[]): Promise<string> {
    if (this.view.local.role === 'audience') throw illegal('观众角色不允许publish');
    const { camera } = this;
    const known = kinds.every((kind) => camera?.media[kind]) && camera?.address?.url;
    const url = known || (await this.room.publish({ kinds })).address.url;
    this.pushUrl = url;
    return url;
  }

  async unpublish(wanted: readonly MediaKind[]): Promise<void> {
    const kinds = wanted.filter((kind) => this.camera?.media[kind]);
    if (kinds.length > 0) await this.room.unpublish({ kinds });
  }

  async subscribe(options: Required<SubscriptionOptions>): Promise<string> {
    return (await this.room.subscribe(options)).address.url;
  }

  /** Whether somebody else of this uid is in the room. */
  knows(uid: Uid): boolean {
    return uid !== this.request.uid && this.view.participants.some((it) => it.uid === uid);
  }

  private listen(): void {
    const { room, listener } = this;
    room.on('connectionChanged', ({ connection }) => {
      if (connection.status === 'joined' && this.status === 'joining') {
        this.status = 'joined';
        this.tellMembers();
      } else if (connection.status === 'reconnecting' && this.status !== 'over') {
        this.status = 'away';
        listener.tell(['willreconnect', { count: connection.attempt - 1 }]);
      }
    });
    room.on('reconnected', () => this.cameBack());
    for (const event of membership) room.on(event, () => this.tellMembers());
    onMemberNews(room, this.request.uid, (event) => this.news(event));
    room.on('commandTimedOut', ({ method }) => listener.tell(['sendCommandOverTime', { cmd: method }]));
    room.on('left', ({ reason }) => {
      if (this.status === 'joining' || this.status === 'over') return;
      this.status = 'over';
      listener.ended();
      for (const event of endingEvents(reason, this.cid)) listener.tell(event);
    });
  }

  private tellMembers(): void {
    if (this.status !== 'joined') return;
    const now = membersOf(this.view, this.request.uid);
    for (const event of memberEvents(this.members, now)) this.listener.tell(event);
    this.members = now;
  }

  private news(event: ToldEvent): void {
    if (this.status === 'away') this.held.push(event);
    else if (this.status === 'joined') this.listener.tell(event);
    // Who changed role has come or gone for those who see broadcasters alone.
    if (event[0] === 'role-Changed') this.tellMembers();
  }

  /**
   * Tells everything anew, as the SDK does after each reconnect: who is gone, the own address if it changed, then
   * everybody present, whose addresses are known by then.
   */
  private cameBack(): void {
    const { listener } = this;
    const now = membersOf(this.view, this.request.uid);
    const stayed = this.members.filter((then) => now.some(({ uid }) => uid === then.uid));
    for (const event of memberEvents(this.members, stayed)) listener.tell(event);
    const url = this.camera?.address?.url;
    if (url && this.pushUrl && url !== this.pushUrl) {
      this.pushUrl = url;
      listener.tell(['syncDone', this.syncDone(url)]);
    }
    this.status = 'joined';
    this.members = [];
    this.tellMembers();
    for (const event of this.held.splice(0)) listener.tell(event);
    listener.tell(['reconnected', undefined]);
  }

  private syncDone(url: string): SyncDone {
    const { ownUid, uid: self } = this.request;
    const own: MemberUrl = { uid: ownUid, isBigNumber: typeof ownUid === 'string', url };
    const others = this.view.streams
      .filter(({ uid, source }) => uid !== self && source === 'camera')
      .flatMap(({ uid, address }) => (address ? [{ ...toSdkUid(uid), url: address.url }] : []));
    const userList = [own, ...others];
    return { ...own, userList, userlist: userList };
  }
}

const membership = ['participantJoined', 'participantLeft', 'streamPublished', 'streamUnpublished'] as const;

/** The platform, with a word about each socket that opens. */
function telling(platform: Platform, tell: (event: ToldEvent) => void): Platform {
  return {
    ...platform,
    openSocket: (url, protocol, listener) => {
      tell(['sessionStart', undefined]);
      return platform.openSocket(url, protocol, {
        ...listener,
        opened: () => {
          tell(['open', { code: '200', desc: 'socket opened' }]);
          listener.opened();
        },
      });
    },
  };
}
