import { type Clock, timers } from '@callgrid/protocol';
import { type Browser, listen } from './browser.ts';
import { readIceServers } from './ice-servers.ts';

/** What becomes of a session that ends by itself. */
export type SessionEnd =
  /** The key is dead, or the stream is gone: ask the gateway for another address. */
  | 'refused'
  /** Browser and gateway cannot agree, as on H.264. */
  | 'unsupported'
  /** The gateway did not answer, or has no room for it just now. */
  | 'failed'
  /** The gateway agreed, but no packet gets through. */
  | 'unreachable'
  /** It was connected, and is no more. */
  | 'lost';

export interface MediaSessionListener {
  /** Media can flow. Told once. */
  connected(): void;
  /** Told once at most, and never after `close`. `why` is for a log. */
  ended(end: SessionEnd, why: string): void;
}

export interface MediaSessionOptions {
  readonly browser: Browser;
  readonly clock: Clock;
  /** A WHIP or WHEP address, with its key as `?key=`. */
  readonly url: string;
  /** Fills the connection before anything is offered. */
  prepare(peer: RTCPeerConnection): void;
  readonly listener: MediaSessionListener;
}

/** How long a connection may be without packets before it counts as lost, in milliseconds. */
const LOST_AFTER = 3_000;
/** How long after a doubt it counts as lost at once. */
const DOUBT = 10_000;

/** opening → connecting → connected ⇄ shaky; any → left (the page) → closed, any → closed */
type Status = 'opening' | 'connecting' | 'connected' | 'shaky' | 'left' | 'closed';

/** One WHIP (RFC 9725) or WHEP session, from its offer to its `DELETE`. It is opened once, and does not retry. */
export class MediaSession {
  readonly peer: RTCPeerConnection;
  private readonly options: MediaSessionOptions;
  private readonly resource: string;
  private readonly authorization: Record<string, string>;
  private readonly stops: readonly (() => void)[];
  private readonly offering: AbortController;
  private status: Status = 'opening';
  private location: string | null = null;
  private doubtedUntil = 0;
  private cancelTimer: () => void = () => {};

  constructor(options: MediaSessionOptions) {
    this.options = options;
    const { browser, url, prepare } = options;
    const { resource, key } = takeKeyOff(new browser.URL(url));
    this.resource = resource;
    this.authorization = key === null ? {} : { Authorization: `Bearer ${key}` };
    this.offering = new browser.AbortController();
    this.peer = new browser.RTCPeerConnection({ bundlePolicy: 'max-bundle' });
    prepare(this.peer);
    this.peer.addEventListener('connectionstatechange', () => this.peerChanged());
    this.stops = [
      listen(browser, 'pagehide', () => this.leavePage()),
      listen(browser, 'pageshow', () => {
        if (this.status === 'left') this.finish('lost', 'the page was left');
      }),
    ];
    this.allow(timers.attempt, 'failed', 'the gateway did not answer');
    this.open().catch((error: unknown) => this.end('failed', String(error)));
  }

  /** Ends it on both sides, whatever it is at; nothing is told afterwards. Settles once the gateway has heard of it. */
  close(): Promise<void> {
    if (this.isOver) return Promise.resolve();
    this.status = 'closed';
    for (const stop of this.stops) stop();
    return this.hangUp();
  }

  /** Something happened that may have ended it, such as a restart of the gateway: the first sign of it is enough now. */
  doubt(): void {
    if (this.status === 'shaky') return this.end('lost', 'no packets came');
    this.doubtedUntil = this.options.clock.now() + DOUBT;
  }

  private get isOver(): boolean {
    return this.status === 'closed';
  }

  private async open(): Promise<void> {
    const { browser } = this.options;
    const offer = await this.peer.createOffer();
    if (this.status !== 'opening') return;
    const answer = await browser.fetch(this.resource, {
      method: 'POST',
      headers: { ...this.authorization, 'Content-Type': 'application/sdp' },
      body: offer.sdp ?? '',
      signal: this.offering.signal,
    });
    if (answer.status !== 201) {
      const why = await answer.text().catch(() => '');
      return this.end(endOf(answer.status), `${answer.status} ${why}`.slice(0, 300));
    }
    const location = answer.headers.get('Location');
    this.location = location && new browser.URL(location, this.resource).href;
    const sdp = await answer.text();
    // Closed, or given up, while it was on its way.
    if (this.status !== 'opening') return this.release();
    this.status = 'connecting';
    this.allow(timers.attempt, 'unreachable', 'no connection came about');
    // Only now, so that gathering knows the gateway's servers and the offer need not wait for it (RFC 9725 §4.6). The
    // gateway learns of our candidates from the packets that they send.
    const iceServers = readIceServers(answer.headers.get('Link'));
    if (iceServers.length > 0) this.peer.setConfiguration({ iceServers, bundlePolicy: 'max-bundle' });
    await this.peer.setLocalDescription(offer);
    await this.peer.setRemoteDescription({ type: 'answer', sdp });
    this.watchTransport();
  }

  /** The other side says goodbye by ending DTLS, long before ICE notices that nobody is there. */
  private watchTransport(): void {
    const [first] = this.peer.getTransceivers();
    const transport = first?.sender.transport ?? first?.receiver.transport;
    transport?.addEventListener('statechange', () => {
      if (transport.state !== 'closed') return;
      this.location = null;
      this.end('lost', 'the gateway closed it');
    });
  }

  private peerChanged(): void {
    const { connectionState } = this.peer;
    const { status } = this;
    if (status === 'closed' || status === 'left') return;
    if (connectionState === 'connected') {
      this.cancelTimer();
      this.status = 'connected';
      if (status === 'connecting') this.options.listener.connected();
    } else if (connectionState === 'failed') {
      this.end(status === 'connecting' ? 'unreachable' : 'lost', 'the connection failed');
    } else if (connectionState === 'disconnected' && status === 'connected') {
      if (this.options.clock.now() < this.doubtedUntil) return this.end('lost', 'no packets came');
      this.status = 'shaky';
      this.allow(LOST_AFTER, 'lost', 'no packets came');
    }
  }

  /** Ends it so should nothing better come for this long. */
  private allow(ms: number, end: SessionEnd, why: string): void {
    this.cancelTimer();
    this.cancelTimer = this.options.clock.after(ms, () => this.end(end, why));
  }

  /** The gateway hears of it before the page is gone; should the page come back, its owner does. */
  private leavePage(): void {
    this.status = 'left';
    this.hangUp();
  }

  private hangUp(): Promise<void> {
    this.cancelTimer();
    this.peer.close();
    return this.release();
  }

  /** While its page is left nobody hears of it: what would begin then does not last. */
  private end(end: SessionEnd, why: string): void {
    if (!this.isOver && this.status !== 'left') this.finish(end, why);
  }

  private finish(end: SessionEnd, why: string): void {
    this.close();
    // An offer without an answer would keep one of the few connections that browsers have to a server.
    this.offering.abort();
    this.options.listener.ended(end, why);
  }

  /** Lets the gateway end its side at once. `keepalive`: also while the page goes away. */
  private async release(): Promise<void> {
    if (this.location === null) return;
    const { location } = this;
    this.location = null;
    await this.options.browser
      .fetch(location, { method: 'DELETE', headers: this.authorization, keepalive: true })
      // A gateway that does not hear of it notices by itself.
      .catch(() => {});
  }
}

/** The key goes into a header: addresses end up in logs. */
function takeKeyOff(url: URL): { readonly resource: string; readonly key: string | null } {
  const key = url.searchParams.get('key');
  url.searchParams.delete('key');
  return { resource: url.href, key };
}

function endOf(status: number): SessionEnd {
  if ([401, 403, 404, 410].includes(status)) return 'refused';
  return status >= 500 || status === 429 || status === 408 || status < 400 ? 'failed' : 'unsupported';
}
