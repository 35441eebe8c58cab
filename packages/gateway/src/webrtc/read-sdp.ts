import type { MediaKind } from '@callgrid/protocol';

/**
 * The little that the gateway itself reads of SDP; whether an offer can be answered is for who answers it. Takes any
 * text.
 */

/** The ICE user fragments that an offer or a fragment names (RFC 8839 §5.4). */
export function iceUfrags(sdp: string): string[] {
  return [...sdp.matchAll(/^a=ice-ufrag:(\S{1,256})/gm)].map(([, ufrag]) => ufrag!);
}

/** The kinds that an offer may send: sections that are not refused, and not for the other way (RFC 8866 §5.14, §6.7). */
export function sentKinds(offer: string): MediaKind[] {
  const [, ...sections] = offer.split(/^m=/m);
  const isSent = (kind: MediaKind) =>
    sections.some(
      (section) =>
        section.startsWith(`${kind} `) &&
        !section.startsWith(`${kind} 0 `) &&
        !/^a=(recvonly|inactive)\s*$/m.test(section),
    );
  return (['audio', 'video'] as const).filter(isSent);
}
