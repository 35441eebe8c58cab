import { limits } from '../webrtc-limits.ts';
import { NegotiationError } from '../webrtc-server.ts';
import { isUsableCandidate } from './usable-candidate.ts';

const LENGTH = 16 * 1024;

export interface FragmentCandidate {
  readonly candidate: string;
  readonly mid: string;
}

/** Reads the usable candidates of an `application/trickle-ice-sdpfrag` (RFC 8840 §4.4). Throws a `NegotiationError`. */
export function readFragment(fragment: string): readonly FragmentCandidate[] {
  if (fragment.length > LENGTH) throw malformed(`it is longer than ${LENGTH} characters`);
  if (!/^a=ice-ufrag:\S+\r?$/m.test(fragment)) throw malformed('it has no ice-ufrag');
  const candidates: FragmentCandidate[] = [];
  let mid = '';
  for (const line of fragment.split(/\r?\n/)) {
    if (line.startsWith('a=mid:')) mid = line.slice('a=mid:'.length);
    const candidate = line.slice('a='.length);
    if (line.startsWith('a=') && isUsableCandidate(candidate)) candidates.push({ candidate, mid });
  }
  if (candidates.length > limits.candidates)
    throw malformed(`it has more than ${limits.candidates} candidates`);
  return candidates;
}

function malformed(what: string): NegotiationError {
  return new NegotiationError('malformed', `The fragment cannot be read: ${what}.`);
}
