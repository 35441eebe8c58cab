import { type MediaKind, type Role, roles } from '@callgrid/protocol';
import { readQualityData } from '../device/quality-data.ts';
import type { WeappApi } from '../platform/weapp-platform.ts';
import type { ClientEvent, ClientEvents, ToldEvent } from './client-events.ts';
import { type ClientStatus, type MemberStatus, memberStatuses, statusOf } from './client-status.ts';
import { endingEvents } from './ending.ts';
import { bakedGateway, NO_GATEWAY, readGateway } from './gateway-address.ts';
import { type MediaType, type OwnMediaType, readMemberMedia, readOwnMedia } from './media-type.ts';
import { type JoinParam, readJoinParams, readMode } from './read-join-params.ts';
import { reportedStream } from './reported-stream.ts';
import { illegal, SdkError, toSdkError } from './sdk-error.ts';
import { miniProgramPorts, type SdkPorts } from './sdk-ports.ts';
import { SdkSession } from './sdk-session.ts';
import { echoUid, readUid, type UidInput } from './sdk-uid.ts';
import { SlotEmitter } from './slot-emitter.ts';
import { type Standing, UnsupportedCalls, unsupported } from './unsupported.ts';

export interface ClientOptions {
  /** Any text: a gateway has no accounts. */
  readonly appkey: string;
  /** Logs every event and every rejection to the console. */
  readonly debug?: boolean;
  /** The gateway's ws:// or wss:// address, in place of the one configured or written into the file. */
  readonly gateway?: string;
  /** Tell `mute-*` and `unmute-*` with the bare uid, as versions up to 4.6 do. */
  readonly legacyMutePayload?: boolean;
  /** In place of the global `wx`, for tests. */
  readonly wx?: WeappApi;
}

export interface JoinAnswer {
  readonly cid: number;
  readonly code: 200;
  /** As it was given; text where it was text or made up. */
  readonly uid: number | string;
}

/** One client of NetEase's SDK, on a gateway of CallGrid. Every promise settles; those that fail reject with an `SdkError`. */
export class Client extends UnsupportedCalls {
  private readonly options: ClientOptions;
  private readonly ports: SdkPorts;
  private readonly events: SlotEmitter<ClientEvents>;
  private readonly configured: () => string | undefined;
  private role: Role = 'broadcaster';
  private session: SdkSession | null = null;
  private leaving: Promise<void> = Promise.resolve();

  /** `configured` gives the address that holds for every client. Throws without an appkey. */
  constructor(
    options: ClientOptions,
    configured: () => string | undefined = () => undefined,
    ports: SdkPorts = miniProgramPorts(options.wx),
  ) {
    super();
    if (typeof options.appkey !== 'string') throw new Error('参数缺失 appkey');
    readGateway(options.gateway, 'Client');
    this.options = options;
    this.configured = configured;
    this.ports = ports;
    this.events = new SlotEmitter(ports.defer);
  }

  /** Does nothing: an app calls it before it registers listeners. */
  init(): void {}

  /** Registers the one listener of an event; an earlier one is replaced. */
  on<Event extends ClientEvent>(event: Event, listener: (payload: ClientEvents[Event]) => void): void {
    this.events.on(event, listener);
  }

  /** As `on`, in a place of its own and for the next time alone. */
  once<Event extends ClientEvent>(event: Event, listener: (payload: ClientEvents[Event]) => void): void {
    this.events.once(event, listener);
  }

  off(event: ClientEvent): void {
    this.events.off(event);
  }

  join(param: JoinParam): Promise<JoinAnswer> {
    return this.run(async () => {
      if (this.session) throw illegal('重复加入房间');
      const request = readJoinParams(param, Math.random);
      const url = request.gateway ?? this.options.gateway ?? this.configured() ?? bakedGateway();
      if (!url) throw new SdkError('400', NO_GATEWAY);
      const session: SdkSession = new SdkSession(url, request, this.ports, {
        tell: (event) => this.tell(event),
        ended: () => this.forget(session),
      });
      this.session = session;
      try {
        // What is told of the last session comes first.
        await this.leaving;
        if (this.session !== session) throw new SdkError('0', 'Left before the join was done.');
        await session.join(this.role);
      } catch (error) {
        this.forget(session);
        throw error;
      }
      return { cid: session.cid, code: 200, uid: request.ownUid };
    });
  }

  /** Leaves, also while joining. Outside a room it resolves at once. */
  leave(): Promise<void> {
    const { session } = this;
    if (session) {
      this.session = null;
      // The end of the session before may wait to be told.
      this.events.keepOnly('disconnect');
      this.leaving = this.end(session);
    }
    return this.leaving;
  }

  /** Leaves if need be. The client can join again, and its listeners stay. */
  destroy(): void {
    void this.leave();
  }

  /** Gives the push address, the same for both media. */
  publish(mediaType: OwnMediaType = ''): Promise<string> {
    return this.run(() => this.inRoom('publish').publish(readOwnMedia(mediaType, 'publish')));
  }

  unpublish(mediaType: OwnMediaType = ''): Promise<void> {
    return this.run(() => this.inRoom('unpublish').unpublish(readOwnMedia(mediaType, 'unpublish')));
  }

  /** Gives the pull address, the same for a member's audio and video, another for its screen. */
  subscribe(uid: UidInput, mediaType: MediaType): Promise<{ uid: number | string; url: string }> {
    return this.run(async () => {
      const { session, ...options } = this.media(uid, mediaType, 'subscribe');
      return { uid: echoUid(uid, options.uid), url: await session.subscribe(options) };
    });
  }

  unsubscribe(uid: UidInput, mediaType: MediaType): Promise<void> {
    return this.run(() => {
      const { session, ...options } = this.media(uid, mediaType, 'unsubscribe');
      return session.room.unsubscribe(options);
    });
  }

  /** Tells the others; what is sent is the live-pusher's concern. Without a media type: both. */
  mute(mediaType: OwnMediaType = '', uid?: UidInput): Promise<void> {
    return this.run(() => this.setMuted('mute', mediaType, uid));
  }

  unmute(mediaType: OwnMediaType = '', uid?: UidInput): Promise<void> {
    return this.run(() => this.setMuted('unmute', mediaType, uid));
  }

  /** Holds for this room and the next ones. */
  setRole(role: Role = 'broadcaster'): Promise<void> {
    return this.run(async () => {
      if (!roles.includes(role)) throw illegal('setRole接口role参数错误');
      await this.session?.room.setRole(role);
      this.role = role;
    });
  }

  /** 0 audio and video, 1 only audio, 2 only video, 3 none: the others hear of it, what is published stays. */
  switchMode(mode: number): Promise<void> {
    return this.run(async () => {
      const { room } = this.inRoom('switchMode');
      await room.setMode(readMode(mode));
    });
  }

  /** Hands on what a device says of a stream. Never throws. */
  dataReporter(pushOrPull: 'push' | 'pull', type: string, data: object, uid?: UidInput): Promise<void> {
    try {
      const id = this.session && reportedStream(this.session, pushOrPull, uid);
      const sample = readQualityData(type, data);
      if (id && sample)
        this.session?.room.report({ id, direction: pushOrPull === 'pull' ? 'pull' : 'push', ...sample });
    } catch (error) {
      this.log('dataReporter', error);
    }
    return Promise.resolve();
  }

  getStatus(): ClientStatus {
    return statusOf(this.session, this.role);
  }

  /** Who publishes what, as this client knows it. */
  getUploadUserList(): Promise<{ code: 200; userlist: readonly MemberStatus[] }> {
    return this.run(() => {
      const members = memberStatuses(this.inRoom('getUploadUserList'));
      return { code: 200, userlist: members.filter(({ media }) => media.length > 0) };
    });
  }

  protected standing(): Standing {
    return this.session ? this.session.view.local.role : 'outside';
  }

  private async setMuted(method: 'mute' | 'unmute', mediaType: OwnMediaType, uid?: UidInput): Promise<void> {
    const { room, request } = this.inRoom('mute');
    const kinds: readonly MediaKind[] = readOwnMedia(mediaType, method);
    if (uid !== undefined && readUid(uid) !== request.uid) throw unsupported(`${method} of somebody else`);
    await Promise.all(kinds.map((kind) => room[method](kind)));
  }

  private inRoom(method: string): SdkSession {
    if (!this.session) throw illegal(`在join之前，不允许执行${method}操作`);
    return this.session;
  }

  /** A member's stream. The text for outside a room is the SDK's, for both methods. */
  private media(value: UidInput, mediaType: unknown, method: string) {
    const session = this.inRoom('unpublish');
    const media = readMemberMedia(mediaType, method);
    const uid = readUid(value);
    if (!session.knows(uid)) throw illegal(`${uid} 不正在房间中，或者没有发布媒体`);
    if (!media) throw unsupported('slaveAudio');
    return { session, uid, ...media };
  }

  private async end(session: SdkSession): Promise<void> {
    const begun = session.status !== 'joining';
    await session.leave();
    if (begun) for (const event of endingEvents('left', session.cid)) this.tell(event);
  }

  private forget(session: SdkSession): void {
    if (this.session === session) this.session = null;
  }

  private tell([event, payload]: ToldEvent): void {
    // Never an address: it carries a key.
    this.log(event, (payload as { uid?: unknown } | undefined)?.uid);
    const isMute = this.options.legacyMutePayload && /^(un)?mute-/.test(event);
    this.events.emit(event, (isMute ? (payload as { uid: unknown }).uid : payload) as never);
  }

  private async run<T>(work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const failure = toSdkError(error);
      this.log('rejected', failure.code, failure.reason);
      throw failure;
    }
  }

  private log(...parts: readonly unknown[]): void {
    if (this.options.debug) this.ports.log('[callgrid]', ...parts);
  }
}
