import { EventLog } from '@callgrid/test-kit';
import {
  type FlvPacket,
  type MediaKind,
  NegotiationError,
  type PushDemand,
  type SessionAnswer,
  type SessionEnd,
  type SessionRequest,
  type WebRtcEvents,
  type WebRtcServer,
} from '@callgrid/webrtc';

type Listener = (event: never) => void;

/** What the gateway asked of it, in words. */
export type Asked =
  | { readonly does: 'open'; readonly id: string; readonly request: SessionRequest }
  | { readonly does: 'trickle'; readonly id: string; readonly fragment: string }
  | { readonly does: 'setKinds'; readonly id: string; readonly kinds: readonly MediaKind[] }
  | ({ readonly does: 'demand'; readonly id: string } & Required<PushDemand>)
  | { readonly does: 'feed'; readonly stream: string; readonly packet: FlvPacket }
  | { readonly does: 'close'; readonly id: string };

/** A `WebRtcServer` without media: it answers offers that look right, and says what a test tells it to. */
export class FakeWebRtc implements WebRtcServer {
  readonly asked = new EventLog<Asked>();
  /** Sessions that are there, with the kinds of now. */
  readonly sessions = new Map<string, SessionRequest>();
  canTranscode = true;
  /** `start` rejects. */
  isMissing = false;
  isUp = true;
  /** Opens beyond these are answered `busy`. */
  limit = Number.POSITIVE_INFINITY;
  /** Where a test holds up answers. */
  held: Promise<void> = Promise.resolve();
  private readonly listeners = new Map<keyof WebRtcEvents, Set<Listener>>();

  async start(): Promise<{ canTranscode: boolean }> {
    if (this.isMissing) throw new Error('there is no such module');
    return { canTranscode: this.canTranscode };
  }

  async open(request: SessionRequest): Promise<SessionAnswer> {
    this.asked.add({ does: 'open', id: request.id, request });
    await this.held;
    if (!this.isUp) throw new NegotiationError('unavailable', 'The media process is away.');
    if (this.sessions.size >= this.limit) throw new NegotiationError('busy', 'There are too many sessions.');
    requireOffer(request.offer);
    this.sessions.set(request.id, request);
    const way = request.direction === 'push' ? 'recvonly' : 'sendonly';
    return { sdp: request.offer.replace(/^a=(sendonly|recvonly|sendrecv)/gm, `a=${way}`) };
  }

  async trickle(id: string, fragment: string): Promise<void> {
    this.asked.add({ does: 'trickle', id, fragment });
    if (!this.sessions.has(id)) throw new NegotiationError('unknownSession', 'There is no such session.');
    if (!/^a=mid:/m.test(fragment)) throw new NegotiationError('malformed', 'The fragment names no section.');
  }

  setKinds(id: string, kinds: readonly MediaKind[]): void {
    this.asked.add({ does: 'setKinds', id, kinds });
    const session = this.sessions.get(id);
    if (session) this.sessions.set(id, { ...session, kinds });
  }

  demand(id: string, { audio, video, keyframe = false }: PushDemand): void {
    this.asked.add({ does: 'demand', id, audio, video, keyframe });
  }

  feed(stream: string, packet: FlvPacket): void {
    this.asked.add({ does: 'feed', stream, packet });
  }

  close(id: string): void {
    this.asked.add({ does: 'close', id });
    this.sessions.delete(id);
  }

  on<Name extends keyof WebRtcEvents>(name: Name, listener: (event: WebRtcEvents[Name]) => void): () => void {
    const all = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, all.add(listener));
    return () => void all.delete(listener);
  }

  async stop(): Promise<void> {
    this.sessions.clear();
  }

  /** Says what a test wants it to say. */
  say<Name extends keyof WebRtcEvents>(name: Name, event: WebRtcEvents[Name]): void {
    for (const listener of this.listeners.get(name) ?? [])
      (listener as (event: WebRtcEvents[Name]) => void)(event);
  }

  /** A session ends by itself. */
  end(id: string, reason: SessionEnd): void {
    this.sessions.delete(id);
    this.say('ended', { id, reason });
  }

  /** The media process dies, with all that was in it. */
  lose(): void {
    this.isUp = false;
    for (const id of [...this.sessions.keys()]) this.end(id, 'processLost');
    this.say('available', { available: false, canTranscode: false });
  }

  /** What was asked of one kind. */
  of<Does extends Asked['does']>(does: Does): Extract<Asked, { does: Does }>[] {
    return this.asked.entries.filter((it): it is Extract<Asked, { does: Does }> => it.does === does);
  }
}

/** As strict as the real one in what every offer needs. */
function requireOffer(offer: string): void {
  const needed = [/^v=0\r?\n/, /^m=(audio|video) 9 UDP\/TLS\/RTP\/SAVPF( \d+)+\s*$/m, /^a=ice-ufrag:\S{4,}/m];
  const secured = [/^a=ice-pwd:\S{22,}/m, /^a=fingerprint:sha-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}\s*$/m];
  for (const form of [...needed, ...secured])
    if (!form.test(offer)) throw new NegotiationError('malformed', `Send an offer with ${form.source}.`);
  if (/^m=video/m.test(offer) && !/^a=rtpmap:\d+ H264\/90000/m.test(offer))
    throw new NegotiationError('noCodec', 'Offer H.264.');
  if (/^m=audio/m.test(offer) && !/^a=rtpmap:\d+ opus\/48000\/2/m.test(offer))
    throw new NegotiationError('noCodec', 'Offer Opus.');
}
