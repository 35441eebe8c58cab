import { NegotiationError } from '../webrtc-server.ts';

/** A fragment has at most this much of each. */
const LENGTH = 16 * 1024;
const CANDIDATES = 64;

export interface FragmentCandidate {
  readonly candidate: string;
  readonly mid: string;
}

/** Reads the candidates of an `application/trickle-ice-sdpfrag` (RFC 8840 §4.4). Throws a `NegotiationError`. */
export function readFragment(fragment: string): readonly FragmentCandidate[] {
  if (fragment.length > LENGTH) throw malformed(`it is longer than ${LENGTH} characters`);
  if (!/^a=ice-ufrag:\S+\r?$/m.test(fragment)) throw malformed('it has no ice-ufrag');
  const candidates: FragmentCandidate[] = [];
  let mid = '';
  for (const line of fragment.split(/\r?\n/)) {
    if (line.startsWith('a=mid:')) mid = line.slice('a=mid:'.length);
    if (line.startsWith('a=candidate:')) candidates.push({ candidate: line.slice('a='.length), mid });
  }
  if (candidates.length > CANDIDATES) throw malformed(`it has more than ${CANDIDATES} candidates`);
  return candidates;
}

function malformed(what: string): NegotiationError {
  return new NegotiationError('malformed', `The fragment cannot be read: ${what}.`);
}
