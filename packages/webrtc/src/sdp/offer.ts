import { type MediaDescription, parse, parseParams } from 'sdp-transform';
import type { MediaKind } from '../media.ts';
import { limits } from '../webrtc-limits.ts';
import { NegotiationError } from '../webrtc-server.ts';
import { isUsableCandidate } from './usable-candidate.ts';

/** An offer has at most this much of each. */
const OFFER_LENGTH = 64 * 1024;
const SECTIONS = 4;

/** One section of an offer, and how we answer it. */
export interface OfferedTrack {
  readonly kind: MediaKind;
  readonly mid: string;
  readonly payloadType: number;
  /** The codec's parameters for the answer. */
  readonly parameters: string;
}

export interface Offer {
  /** The offer as the transport gets it. */
  readonly sdp: string;
  readonly tracks: readonly OfferedTrack[];
}

/** Reads what a WHIP or WHEP client offers (RFC 9725 §4.2, WHEP §4.1). Throws a `NegotiationError`. */
export function readOffer(sdp: string, direction: 'push' | 'pull'): Offer {
  if (sdp.length > OFFER_LENGTH) throw malformed(`it is longer than ${OFFER_LENGTH} characters`);
  const { media = [], ...session } = parseOffer(sdp);
  if (media.length === 0) throw malformed('it has no m= section');
  if (media.length > SECTIONS) throw malformed(`it has more than ${SECTIONS} m= sections`);
  const tracks = media.map((section) => readSection(section, direction));
  if (new Set(tracks.map(({ kind }) => kind)).size < tracks.length)
    throw malformed('it has two sections of the same kind; a stream has one audio and one video');
  if (new Set(tracks.map(({ mid }) => mid)).size < tracks.length)
    throw malformed('two sections have the same mid');
  for (const section of media) {
    if (!(section.iceUfrag ?? session.iceUfrag) || !(section.icePwd ?? session.icePwd))
      throw malformed('it has no ice-ufrag and ice-pwd');
    const { hash } = section.fingerprint ?? session.fingerprint ?? {};
    if (!hash || !/^[0-9a-f]{2}(:[0-9a-f]{2})+$/i.test(hash)) throw malformed('it has no fingerprint');
  }
  // Who answers passively needs no timer of its own: the peer's first message comes once it can receive.
  return { sdp: withUsable(sdp).replaceAll('a=setup:actpass', 'a=setup:active'), tracks };
}

/** Without the candidates that are not to be used, and without those beyond the bound. */
function withUsable(sdp: string): string {
  let left: number = limits.candidates;
  return sdp.replace(/^a=(candidate:[^\n]*)\n?/gm, (line, candidate: string) => {
    if (left === 0 || !isUsableCandidate(candidate.trimEnd())) return '';
    left -= 1;
    return line;
  });
}

function parseOffer(sdp: string): Partial<ReturnType<typeof parse>> {
  if (!/^v=0\r?\n/.test(sdp)) throw malformed('it does not begin with v=0');
  try {
    return parse(sdp);
  } catch {
    throw malformed('it cannot be read');
  }
}

function readSection(section: Partial<MediaDescription>, direction: 'push' | 'pull'): OfferedTrack {
  const kind = section.type;
  if (kind !== 'audio' && kind !== 'video') throw malformed(`it has a section of "${shown(kind)}"`);
  if (!/\bSAVPF?$/.test(section.protocol ?? '')) throw malformed(`${kind} is not offered over DTLS-SRTP`);
  const mid = section.mid === undefined ? '' : `${section.mid}`;
  if (!/^[\w.-]{1,32}$/.test(mid)) throw malformed(`${kind} has no mid`);
  if (!section.rtcpMux) throw malformed(`${kind} is offered without rtcp-mux`);
  const wanted = direction === 'push' ? 'sendonly' : 'recvonly';
  const offered = section.direction ?? 'sendrecv';
  if (offered !== wanted && offered !== 'sendrecv') throw malformed(`${kind} is ${offered}, not ${wanted}`);
  return { kind, mid, ...chooseCodec(kind, section) };
}

function chooseCodec(kind: MediaKind, { rtp = [], fmtp = [] }: Partial<MediaDescription>) {
  const named = (name: string) => rtp.filter(({ codec }) => codec?.toUpperCase() === name);
  if (kind === 'audio') {
    const opus = named('OPUS').find(({ rate }) => rate === 48_000);
    if (!opus) throw new NegotiationError('noCodec', 'The offer has no Opus for audio.');
    return { payloadType: opus.payload, parameters: 'minptime=10;useinbandfec=1' };
  }
  const modes = named('H264').map(({ payload }) => {
    const text = fmtp.find((it) => it.payload === payload)?.config ?? '';
    const parameters = parseParams(text);
    const profile = `${parameters['profile-level-id'] ?? '42e01f'}`.toLowerCase();
    return { payload, profile, mode: Number(parameters['packetization-mode'] ?? 0) };
  });
  const usable = modes.filter(({ mode, profile }) => mode === 1 && /^[0-9a-f]{6}$/.test(profile));
  // Constrained baseline is what every phone decodes.
  const best = usable.find(({ profile }) => profile.startsWith('42e0')) ?? usable[0];
  if (!best) {
    const detail = 'The offer has no H.264 with packetization-mode=1 for video; phones decode nothing else.';
    throw new NegotiationError('noCodec', detail);
  }
  // Level 4.0, so that 1080p may be sent whatever level the peer can receive (RFC 6184 §8.1, level-asymmetry-allowed).
  const parameters = `level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=${best.profile.slice(0, 4)}28`;
  return { payloadType: best.payload, parameters };
}

function malformed(what: string): NegotiationError {
  return new NegotiationError('malformed', `The offer cannot be answered: ${what}.`);
}

function shown(text: string | undefined): string {
  return `${text}`.slice(0, 20);
}
