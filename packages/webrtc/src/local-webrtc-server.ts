import { randomInt } from 'node:crypto';
import { EventHub, silentLogger } from './event-hub.ts';
import type { FlvPacket, MediaKind } from './media.ts';
import { DatachannelPeers } from './peer/datachannel-peers.ts';
import type { PeerFactory, PeerListener } from './peer/peer.ts';
import { readFragment } from './sdp/fragment.ts';
import { readOffer } from './sdp/offer.ts';
import { LiveStream } from './session/live-stream.ts';
import { servePull } from './session/serve-pull.ts';
import { servePush } from './session/serve-push.ts';
import { Session } from './session/session.ts';
import type { TranscoderFactory } from './transcoder/audio-transcoder.ts';
import { canTranscode, ffmpegCodecs } from './transcoder/ffmpeg-codecs.ts';
import { limits } from './webrtc-limits.ts';
import {
  type Logger,
  NegotiationError,
  type PushDemand,
  type SessionAnswer,
  type SessionEnd,
  type SessionRequest,
  type WebRtcEvents,
  type WebRtcOptions,
  type WebRtcServer,
} from './webrtc-server.ts';

const TICK_MS = 20;

/** Takes and gives streams over WebRTC in this very process. It does nothing until `start`. */
export function createWebRtcServer(
  options: WebRtcOptions = {},
  peers: PeerFactory = new DatachannelPeers(options),
): WebRtcServer {
  return new LocalWebRtcServer(options, peers);
}

class LocalWebRtcServer implements WebRtcServer {
  private readonly log: Logger;
  private readonly events: EventHub;
  private readonly sessions = new Map<string, Session>();
  private readonly streams = new Map<string, LiveStream>();
  private codecs: TranscoderFactory | undefined;
  private ticker: NodeJS.Timeout | undefined;
  private isStopped = false;
  /** Offers that are being answered. */
  private opening = 0;

  constructor(
    private readonly options: WebRtcOptions,
    private readonly peers: PeerFactory,
  ) {
    this.log = options.log ?? silentLogger;
    this.events = new EventHub(this.log);
  }

  async start(): Promise<{ canTranscode: boolean }> {
    const { ffmpeg = 'ffmpeg' } = this.options;
    this.isStopped = false;
    const isAble = await canTranscode(ffmpeg);
    if (isAble) this.codecs = ffmpegCodecs(ffmpeg, this.log);
    await this.peers.start();
    if (this.isStopped) {
      await this.peers.stop();
      throw stopped();
    }
    this.ticker ??= setInterval(() => this.tick(), TICK_MS);
    this.events.emit('available', { available: true, canTranscode: isAble });
    return { canTranscode: isAble };
  }

  async open(request: SessionRequest): Promise<SessionAnswer> {
    if (!this.ticker) throw stopped();
    if (this.sessions.size + this.opening >= limits.sessions)
      throw new NegotiationError('busy', `There are ${limits.sessions} sessions already; try again later.`);
    this.opening += 1;
    try {
      return { sdp: await this.answer(request) };
    } finally {
      this.opening -= 1;
    }
  }

  async trickle(id: string, fragment: string): Promise<void> {
    const session = this.sessions.get(id);
    if (!session) throw new NegotiationError('unknownSession', 'There is no such session.');
    for (const { candidate, mid } of readFragment(fragment)) {
      try {
        session.addCandidate(candidate, mid);
      } catch (error) {
        throw new NegotiationError('malformed', `A candidate cannot be read: ${(error as Error).message}.`);
      }
    }
  }

  setKinds(id: string, kinds: readonly MediaKind[]): void {
    this.sessions.get(id)?.media.setKinds(new Set(kinds));
  }

  demand(id: string, demand: PushDemand): void {
    this.sessions.get(id)?.media.demand(demand);
  }

  feed(stream: string, packet: FlvPacket): void {
    this.streams.get(stream)?.feed(packet);
  }

  close(id: string): void {
    const session = this.sessions.get(id);
    if (!session) return;
    this.sessions.delete(id);
    session.close();
    if (this.streams.get(session.stream)?.isEmpty) this.streams.delete(session.stream);
  }

  on<Name extends keyof WebRtcEvents>(name: Name, listener: (event: WebRtcEvents[Name]) => void): () => void {
    return this.events.on(name, listener);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.ticker);
    this.ticker = undefined;
    for (const id of [...this.sessions.keys()]) this.close(id);
    await this.peers.stop();
  }

  private async answer({ id, direction, stream: name, kinds, offer: text }: SessionRequest): Promise<string> {
    const offer = readOffer(text, direction);
    const ssrcs = { audio: randomInt(1, 2 ** 32 - 1), video: randomInt(1, 2 ** 32 - 1) };
    // No peer says anything before it has our answer.
    const told: PeerListener = {
      connected: () => this.connected(id),
      received: (kind, bytes) => this.received(id, kind, bytes),
      ended: (reason) => this.ended(id, reason),
    };
    const { peer, sdp } = await this.peers.open(offer, direction, ssrcs, told);
    if (!this.ticker) {
      peer.close();
      throw stopped();
    }
    const stream = this.stream(name);
    const media =
      direction === 'pull'
        ? servePull({ peer, ssrcs, kinds, tracks: offer.tracks, stream })
        : servePush({ peer, ssrcs, kinds, stream }, this.codecs, {
            packet: (packet) => this.events.emit('packet', { id, packet }),
            heard: (kind, bytes, packets) => this.events.emit('heard', { id, kind, bytes, packets }),
          });
    this.sessions.set(id, new Session(id, name, peer, media));
    return sdp;
  }

  private connected(id: string): void {
    const session = this.sessions.get(id);
    if (!session) return;
    session.connected();
    this.events.emit('connected', { id });
  }

  private received(id: string, kind: MediaKind, bytes: Buffer): void {
    try {
      this.sessions.get(id)?.received(kind, bytes, performance.now());
    } catch (error) {
      this.broke(id, error);
    }
  }

  private ended(id: string, reason: SessionEnd): void {
    if (!this.sessions.has(id)) return;
    // Said before its stream is wanted of the hub, which has the pictures of this push until then.
    this.events.emit('ended', { id, reason });
    this.close(id);
  }

  private tick(): void {
    const now = performance.now();
    for (const session of [...this.sessions.values()]) {
      try {
        if (!session.tick(now)) this.ended(session.id, 'timeout');
      } catch (error) {
        this.broke(session.id, error);
      }
    }
  }

  /** A fault of ours costs the session that shows it, and not everybody's. */
  private broke(id: string, error: unknown): void {
    this.log.warn({ error: `${error}` }, 'a session broke');
    this.ended(id, 'failed');
  }

  private stream(name: string): LiveStream {
    const known = this.streams.get(name);
    if (known) return known;
    const stream = new LiveStream(this.codecs, (wanted) =>
      this.events.emit('wanted', { stream: name, wanted }),
    );
    this.streams.set(name, stream);
    return stream;
  }
}

function stopped(): NegotiationError {
  return new NegotiationError('unavailable', 'WebRTC does not run here.');
}
