import type { FlvPacket, MediaKind } from './media.ts';

/** A server that helps peers to reach each other, such as `stun:stun.example.com:3478` or `turn:…` with its account. */
export interface IceServer {
  readonly urls: string;
  readonly username?: string;
  readonly credential?: string;
}

export interface WebRtcOptions {
  /** The local address to use; default all. */
  readonly bindAddress?: string;
  /** The address that peers reach this machine by, where it stands behind a one-to-one NAT. */
  readonly publicIp?: string;
  /** Where to look for the UDP ports that serve all peers: one to four, each for many. Default: whichever are free. */
  readonly ports?: { readonly first: number; readonly last: number };
  /** What this side itself uses; peers get theirs from the caller. */
  readonly iceServers?: readonly IceServer[];
  /** The program that turns Opus into AAC and back. Default `ffmpeg`. */
  readonly ffmpeg?: string;
  readonly log?: Logger;
}

/** Where the server writes its log; pino's fits. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** A browser's wish to push or pull, that the caller has authorised. */
export interface SessionRequest {
  /** The caller's own name for the session, unique. */
  readonly id: string;
  readonly direction: 'push' | 'pull';
  /** The stream's name: the publisher's last session with this name feeds the viewers of the same name. */
  readonly stream: string;
  /** What a push is taken for, or a pull is given. */
  readonly kinds: readonly MediaKind[];
  /** The offer, SDP. */
  readonly offer: string;
}

export interface SessionAnswer {
  /** The answer, SDP, with every candidate of this side. */
  readonly sdp: string;
}

/** What the hub's players want of a push. */
export interface PushDemand {
  /** Sound, which is turned into AAC then. */
  readonly audio: boolean;
  /** Pictures, with a keyframe now and then: who falls behind cannot ask for one over RTMP. */
  readonly video: boolean;
  /** One of them waits for a picture to begin with. */
  readonly keyframe?: boolean;
}

/** Why an offer or a fragment cannot be answered; `message` says what to do. */
export class NegotiationError extends Error {
  override readonly name = 'NegotiationError';
  /**
   * `malformed`: no SDP, or one without what is needed. `noCodec`: no H.264 in a mode we speak, or no Opus.
   * `unknownSession`. `unsupported`: what was asked is not done here. `busy`: too many sessions.
   * `unavailable`: the media process is not there, now or at all.
   */
  readonly code: NegotiationCode;

  constructor(code: NegotiationCode, message: string) {
    super(message);
    this.code = code;
  }
}
export type NegotiationCode =
  | 'malformed'
  | 'noCodec'
  | 'unknownSession'
  | 'unsupported'
  | 'busy'
  | 'unavailable';

/**
 * `closed`: the peer said so. `timeout`: nothing came from it for 5 s (16 s of a viewer of sound alone), or it never
 * connected. `failed`: the connection, or something of ours. `processLost`: the media process is gone.
 */
export type SessionEnd = 'closed' | 'timeout' | 'failed' | 'processLost';

/** What the server tells its owner. */
export interface WebRtcEvents {
  /** Media can flow. */
  connected: { readonly id: string };
  /** The session is over by itself, not by `close`; nothing of it follows. */
  ended: { readonly id: string; readonly reason: SessionEnd };
  /**
   * A packet of a push, for the hub. Video comes always, audio only while `demand` asks for it, since it must be turned
   * into AAC. Headers come first and at each change.
   */
  packet: { readonly id: string; readonly packet: FlvPacket };
  /** Packets of a kind come from a push, whether or not they are in `packet`; said a few times a second while they do. */
  heard: { readonly id: string; readonly kind: MediaKind; readonly bytes: number; readonly packets: number };
  /** Viewers of this stream wait for what is not pushed here: `feed` it, or feed it no longer. */
  wanted: { readonly stream: string; readonly wanted: boolean };
  /** The media process is there, again, or is gone; sessions that were in it have ended. */
  available: { readonly available: boolean; readonly canTranscode: boolean };
}

/** Takes and gives streams over WebRTC. Implemented in this process and, for production, in one of its own. */
export interface WebRtcServer {
  /** Settles once sessions can be opened. `canTranscode`: false where there is no ffmpeg with AAC and Opus. */
  start(): Promise<{ readonly canTranscode: boolean }>;
  /** Answers an offer; rejects with a `NegotiationError`, and nothing is left behind then. */
  open(request: SessionRequest): Promise<SessionAnswer>;
  /** Adds remote candidates (RFC 8840 fragment, `application/trickle-ice-sdpfrag`). Rejects with a `NegotiationError`. */
  trickle(id: string, fragment: string): Promise<void>;
  /** Changes what a push is taken for or a pull is given, on the same connection. */
  setKinds(id: string, kinds: readonly MediaKind[]): void;
  /** Says what the hub's players want of a push; at first nothing. */
  demand(id: string, demand: PushDemand): void;
  /** What the hub has of a stream that viewers here wait for, in order; the newest group of pictures first. */
  feed(stream: string, packet: FlvPacket): void;
  /** Ends a session; unknown ones are ended already. */
  close(id: string): void;
  on<Name extends keyof WebRtcEvents>(name: Name, listener: (event: WebRtcEvents[Name]) => void): () => void;
  /** Ends every session, and settles once nothing is left running. May be called more than once. */
  stop(): Promise<void>;
}
