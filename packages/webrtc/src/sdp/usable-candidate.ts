import { isIP } from 'node:net';

/** RFC 8839 §5.1, as far as the type. */
const CANDIDATE = /^candidate:\S{1,32} \d{1,5} [A-Za-z]+ \d{1,10} (\S+) \d{1,5} typ [a-z]+( |$)/;

/**
 * Whether a peer's candidate ("candidate:…") can be used: it names an address. Names of hosts, such as a browser's
 * `….local`, are to be ignored (RFC 8839 §5.1), and libdatachannel would look each of them up in a thread of its own. Who
 * has no other candidate is found by its own checks.
 */
export function isUsableCandidate(candidate: string): boolean {
  const address = CANDIDATE.exec(candidate)?.[1];
  return address !== undefined && isIP(address) !== 0;
}
