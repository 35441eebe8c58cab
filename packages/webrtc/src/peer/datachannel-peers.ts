import { setTimeout as sleep } from 'node:timers/promises';
import datachannel, { type PeerConnection, type RtcConfig, type Track } from 'node-datachannel';
import { silentLogger } from '../event-hub.ts';
import type { MediaKind } from '../media.ts';
import type { Offer, OfferedTrack } from '../sdp/offer.ts';
import { withPacketTime } from '../sdp/with-packet-time.ts';
import { type IceServer, type Logger, NegotiationError, type WebRtcOptions } from '../webrtc-server.ts';
import { freeUdpPorts, type PortSearch } from './free-udp-ports.ts';
import type { Peer, PeerFactory, PeerListener, Ssrcs } from './peer.ts';
import { withPublicAddress } from './public-address.ts';

/** Gathering on this machine takes a moment; a STUN or TURN server that does not answer holds up nobody for longer. */
const GATHER_MS = 2_000;
const GATHER_LOOK_MS = 2;
/** What browsers put into one packet at most. */
const MTU = 1_280;
/**
 * Of sound in a packet of a push, where the browser heeds it as Chromium does. Packets are what each viewer costs, and of 20 ms,
 * which browsers send unasked, there are as many as of the picture: a fifth is saved for 20 ms.
 */
const SOUND_MS = 40;
/** What the transport still does after `close`. */
const LINGER_MS = 500;

/** Whoever has a socket is looked at for each packet that comes to it. */
const SOCKETS = 4;

/** A UDP port of many peers. */
interface Socket {
  readonly port: number;
  /** Has no peer, and keeps the port. */
  readonly anchor: PeerConnection;
  peers: number;
}

/**
 * Peers on libdatachannel, without its media handlers: RTP and RTCP are ours. They share a few UDP ports: a socket each would
 * be looked at for every packet of any, and libdatachannel ends the process where it finds no port for one.
 */
export class DatachannelPeers implements PeerFactory {
  private readonly search: PortSearch;
  private readonly config: RtcConfig;
  private readonly publicIp: string | undefined;
  private readonly log: Logger;
  private readonly opened = new Set<DatachannelPeer>();
  private sockets: readonly Socket[] = [];
  private lastId = 0;

  constructor({ bindAddress, publicIp, ports, iceServers = [], log = silentLogger }: WebRtcOptions) {
    this.publicIp = publicIp;
    this.log = log;
    this.search = { bindAddress, ports };
    this.config = {
      iceServers: iceServers.map(withAccount),
      disableAutoNegotiation: true,
      forceMediaTransport: true,
      mtu: MTU,
      enableIceUdpMux: true,
      ...(bindAddress !== undefined && { bindAddress }),
    };
  }

  async start(): Promise<void> {
    if (this.sockets.length > 0) return;
    const ports = await freeUdpPorts(this.search, SOCKETS);
    this.sockets = ports.map((port) => {
      const anchor = new datachannel.PeerConnection('anchor', { ...this.at(port), iceServers: [] });
      anchor.createDataChannel('anchor');
      anchor.setLocalDescription('offer');
      return { port, anchor, peers: 0 };
    });
    const { publicIp } = this;
    this.log.info({ udpPorts: ports, ...(publicIp !== undefined && { publicIp }) }, 'WebRTC ready');
  }

  async open(
    offer: Offer,
    direction: 'push' | 'pull',
    ssrcs: Ssrcs,
    listener: PeerListener,
  ): Promise<{ peer: Peer; sdp: string }> {
    const socket = this.emptiest();
    const connection = new datachannel.PeerConnection(`peer-${++this.lastId}`, this.at(socket.port));
    const peer = new DatachannelPeer(connection, listener, () => {
      this.opened.delete(peer);
      socket.peers -= 1;
    });
    this.opened.add(peer);
    socket.peers += 1;
    try {
      const answer = await peer.answer(offer, direction, ssrcs);
      const sdp = direction === 'push' ? withPacketTime(answer, SOUND_MS) : answer;
      return { peer, sdp: this.publicIp === undefined ? sdp : withPublicAddress(sdp, this.publicIp) };
    } catch (error) {
      peer.close();
      throw error instanceof NegotiationError
        ? error
        : new NegotiationError('malformed', `The offer cannot be answered: ${(error as Error).message}.`);
    }
  }

  async stop(): Promise<void> {
    for (const peer of [...this.opened]) peer.close();
    for (const { anchor } of this.sockets) anchor.close();
    this.sockets = [];
    await sleep(LINGER_MS);
  }

  private at(port: number): RtcConfig {
    return { ...this.config, portRangeBegin: port, portRangeEnd: port };
  }

  private emptiest(): Socket {
    const [first, ...others] = this.sockets;
    if (!first) throw new Error('DatachannelPeers has no socket: start it first.');
    return others.reduce((best, it) => (it.peers < best.peers ? it : best), first);
  }
}

/**
 * One peer. What becomes of it is looked at, and not told by callbacks: each of those is a handle in the event loop, which
 * looks at every one of them whenever a packet comes for any peer.
 */
class DatachannelPeer implements Peer {
  // Two fields, and no record: `send` runs for every packet of every viewer.
  private audio: Track | undefined;
  private video: Track | undefined;
  private status: 'open' | 'connected' | 'closed' = 'open';

  constructor(
    private readonly connection: PeerConnection,
    private readonly listener: PeerListener,
    private readonly onClosed: () => void,
  ) {}

  async answer(offer: Offer, direction: 'push' | 'pull', ssrcs: Ssrcs): Promise<string> {
    const { connection } = this;
    connection.setRemoteDescription(offer.sdp, 'offer');
    for (const track of offer.tracks) this.addTrack(track, direction, ssrcs[track.kind]);
    connection.setLocalDescription('answer');
    for (const end = performance.now() + GATHER_MS; connection.gatheringState() !== 'complete'; ) {
      if (performance.now() > end) break;
      await sleep(GATHER_LOOK_MS);
    }
    const sdp = connection.localDescription()?.sdp;
    if (this.status === 'closed' || sdp === undefined)
      throw new NegotiationError('malformed', 'The offer cannot be answered.');
    return sdp;
  }

  send(kind: MediaKind, bytes: Buffer): boolean {
    if (this.status !== 'connected') return false;
    const track = kind === 'video' ? this.video : this.audio;
    try {
      return track?.sendMessageBinary(bytes) ?? false;
    } catch {
      // It closed between its last word and ours.
      return false;
    }
  }

  addCandidate(candidate: string, mid: string): void {
    if (this.status !== 'closed') this.connection.addRemoteCandidate(candidate, mid);
  }

  look(): void {
    if (this.status === 'closed') return;
    const state = this.connection.state();
    // 'disconnected' may heal; the session's own watch on silence decides.
    if (state === 'closed' || state === 'failed') return this.end(state);
    if (this.status !== 'open' || state !== 'connected') return;
    if (!this.tracks.every((track) => track.isOpen())) return;
    this.status = 'connected';
    this.listener.connected();
  }

  close(): void {
    if (this.status === 'closed') return;
    this.status = 'closed';
    this.connection.close();
    // Each keeps what it was told to call until it is closed itself, and with it this peer and all that it holds.
    for (const track of this.tracks) track.close();
    this.audio = undefined;
    this.video = undefined;
    this.onClosed();
  }

  private get tracks(): Track[] {
    return [this.audio, this.video].filter((track) => track !== undefined);
  }

  private addTrack(
    { kind, mid, payloadType, parameters }: OfferedTrack,
    direction: string,
    ssrc: number,
  ): void {
    const way = direction === 'push' ? 'RecvOnly' : 'SendOnly';
    const media = kind === 'video' ? new datachannel.Video(mid, way) : new datachannel.Audio(mid, way);
    if ('addH264Codec' in media) media.addH264Codec(payloadType, parameters);
    else media.addOpusCodec(payloadType, parameters);
    // One name for both, so that browsers play them in time with each other (RFC 3550 §6.5.1).
    if (way === 'SendOnly') media.addSSRC(ssrc, 'callgrid', 'callgrid', `callgrid-${kind}`);
    const track = this.connection.addTrack(media);
    this[kind] = track;
    track.onMessage((bytes) => {
      if (this.status !== 'closed') this.listener.received(kind, bytes);
    });
  }

  private end(reason: 'closed' | 'failed'): void {
    if (this.status === 'closed') return;
    this.close();
    this.listener.ended(reason);
  }
}

/** libdatachannel takes an account as part of the address. */
function withAccount({ urls, username, credential }: IceServer): string {
  if (username === undefined || credential === undefined) return urls;
  const [scheme, rest] = [urls.slice(0, urls.indexOf(':')), urls.slice(urls.indexOf(':') + 1)];
  return `${scheme}:${encodeURIComponent(username)}:${encodeURIComponent(credential)}@${rest}`;
}
