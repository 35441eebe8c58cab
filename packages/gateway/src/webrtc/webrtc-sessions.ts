import { randomBytes } from 'node:crypto';
import type { RtmpServer } from '@callgrid/rtmp';
import { NegotiationError, type SessionAnswer, type WebRtcServer } from '@callgrid/webrtc';
import type { Logger } from 'pino';
import type { Grant } from '../grant/grant.ts';
import { PushBridge } from './push-bridge.ts';
import { iceUfrags, sentKinds } from './read-sdp.ts';
import { type Session, SessionTable } from './session-table.ts';
import { StreamTaps } from './stream-taps.ts';

/** An offer that is not answered in this time is refused, in milliseconds. */
const OPEN_WITHIN = 8_000;

export interface WebRtcSessionsOptions {
  readonly webrtc: WebRtcServer;
  readonly rtmp: Pick<RtmpServer, 'attachPublisher' | 'attachPlayer'>;
  readonly log: Logger;
}

/** A session that was answered. */
export interface OpenedSession extends SessionAnswer {
  readonly session: Session;
}

/** Why an offer that could be answered was not; `message` says what to do. */
export class SessionRefusal extends Error {
  override readonly name = 'SessionRefusal';
  /** `late`: a newer session of the same grant is open. `ended`: the grant is no more. `tooMany`: offers of it at once. */
  readonly code: 'late' | 'ended' | 'tooMany';

  constructor(code: SessionRefusal['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** The sessions over WebRTC, and their ways to the hub and back. Who may is decided before. */
export class WebRtcSessions {
  private readonly options: WebRtcSessionsOptions;
  private readonly table = new SessionTable();
  private readonly bridges = new Map<string, PushBridge>();
  private readonly taps: StreamTaps;
  private available = false;
  private begun = false;
  private transcodes = false;
  private total = 0;

  constructor(options: WebRtcSessionsOptions) {
    this.options = options;
    const { webrtc, rtmp } = options;
    this.taps = new StreamTaps(rtmp, webrtc);
    webrtc.on('connected', ({ id }) => this.bridges.get(id)?.connected());
    webrtc.on('packet', ({ id, packet }) => this.bridges.get(id)?.packet(packet));
    webrtc.on('heard', ({ id, kind, bytes, packets }) => this.bridges.get(id)?.heard(kind, bytes, packets));
    webrtc.on('wanted', ({ stream, wanted }) => this.taps.want(stream, wanted));
    webrtc.on('ended', ({ id, reason }) => this.forget(id, reason));
    webrtc.on('available', ({ available, canTranscode }) => this.becameAvailable(available, canTranscode));
  }

  /** Rejects where this machine cannot do WebRTC; it is left alone then. */
  async start(): Promise<{ readonly canTranscode: boolean }> {
    const { webrtc } = this.options;
    const started = await webrtc.start().catch(async (error) => {
      await webrtc.stop();
      throw error;
    });
    this.available = true;
    this.begun = true;
    this.transcodes = started.canTranscode;
    return started;
  }

  /** Whether offers can be answered now. */
  get isAvailable(): boolean {
    return this.available;
  }

  /** Whether they could be answered once. */
  get hasBegun(): boolean {
    return this.begun;
  }

  /** Sessions ever opened. */
  get opened(): number {
    return this.total;
  }

  count(direction: Grant['direction'], stream?: string): number {
    return this.table.count(direction, stream);
  }

  find(id: string): Session | undefined {
    return this.table.find(id);
  }

  /** Answers an offer for a grant; a former session of the grant is closed then. Rejects with a `NegotiationError` or a `SessionRefusal`. */
  async open(grant: Grant, offer: string): Promise<OpenedSession> {
    const session: Session = {
      id: randomBytes(16).toString('base64url'),
      grant,
      entityTag: `"${randomBytes(9).toString('base64url')}"`,
      ufrags: iceUfrags(offer),
    };
    const { id } = session;
    if (!this.table.begin(session))
      throw new SessionRefusal('tooMany', 'Wait for the answer to the offers before.');
    if (grant.direction === 'push') this.bridges.set(id, this.bridge(session, offer));
    const { kinds } = grant;
    const answer = await this.negotiate(session, offer);
    const opened = this.table.opened(id);
    if (opened.status !== 'open') {
      this.drop(session);
      throw opened.status === 'late'
        ? new SessionRefusal('late', 'A newer session with this key is open.')
        : new SessionRefusal('ended', 'The key has ended meanwhile. Ask for a new address.');
    }
    this.total += 1;
    if (opened.former) this.takeOver(session, opened.former);
    // What was granted or taken away meanwhile.
    if (grant.kinds !== kinds) this.options.webrtc.setKinds(id, grant.kinds);
    this.log('session open', session);
    return { session, ...answer };
  }

  /** Adds the peer's candidates. Rejects with a `NegotiationError`. */
  trickle({ id }: Session, fragment: string): Promise<void> {
    return this.options.webrtc.trickle(id, fragment);
  }

  /** Ends a session that its client is done with. */
  end(session: Session): void {
    if (!this.table.remove(session.id)) return;
    this.log('session ended', session);
    this.drop(session);
  }

  update(grant: Grant): void {
    const open = this.table.ofGrant(grant).filter(({ id }) => this.table.find(id));
    for (const { id } of open) this.options.webrtc.setKinds(id, grant.kinds);
  }

  disconnect(grant: Grant): void {
    for (const session of this.table.ofGrant(grant)) this.end(session);
  }

  async close(): Promise<void> {
    for (const session of this.table.all) this.end(session);
    this.taps.close();
    this.available = false;
    await this.options.webrtc.stop();
  }

  private async negotiate(session: Session, offer: string): Promise<SessionAnswer> {
    const { id, grant } = session;
    const { direction, stream, kinds } = grant;
    const { webrtc } = this.options;
    let answer: Promise<SessionAnswer> | undefined;
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      const error = new NegotiationError('unavailable', 'The offer was not answered in time. Try again.');
      timer = setTimeout(() => reject(error), OPEN_WITHIN);
    });
    try {
      if (!this.available)
        throw new NegotiationError('unavailable', 'WebRTC is away. Try again in a moment.');
      answer = webrtc.open({ id, direction, stream, kinds, offer });
      return await Promise.race([answer, tooLate]);
    } catch (error) {
      this.table.remove(id);
      this.drop(session);
      // Should it come yet, nobody waits for it.
      answer?.then(
        () => webrtc.close(id),
        () => {},
      );
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  private bridge(session: Session, offer: string): PushBridge {
    const { webrtc, rtmp } = this.options;
    return new PushBridge({
      session,
      announces: sentKinds(offer).filter((kind) => kind === 'video' || this.transcodes),
      rtmp,
      webrtc,
      displaced: (reason) => {
        this.log('session displaced', session, reason);
        this.table.remove(session.id);
        this.drop(session);
      },
    });
  }

  private takeOver({ id }: Session, former: Session): void {
    const bridge = this.bridges.get(former.id);
    if (bridge) this.bridges.get(id)?.inherit(bridge);
    this.log('session taken over', former);
    this.drop(former);
  }

  /** A session has ended by itself. */
  private forget(id: string, reason: string): void {
    const session = this.table.find(id);
    this.table.remove(id);
    if (session) this.log('session ended', session, reason);
    this.bridges.get(id)?.close();
    this.bridges.delete(id);
  }

  /** Ends what is behind a session that is no longer in the table. */
  private drop({ id }: Session): void {
    this.options.webrtc.close(id);
    this.bridges.get(id)?.close();
    this.bridges.delete(id);
  }

  private becameAvailable(available: boolean, canTranscode: boolean): void {
    const { log } = this.options;
    const isBack = available && this.begun && !this.available;
    this.available = available;
    this.transcodes = canTranscode;
    this.begun ||= available;
    if (isBack) log.info({ canTranscode }, 'WebRTC is there again');
    if (available) return;
    log.warn('WebRTC is gone: sessions have ended, and clients come back');
    for (const session of this.table.all) this.forget(session.id, 'processLost');
    this.taps.close();
  }

  private log(what: string, { grant }: Session, reason?: string): void {
    const { id, direction, stream } = grant;
    this.options.log.debug({ grant: id, direction, stream, reason }, what);
  }
}
