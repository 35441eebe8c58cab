import type { MediaKind } from '../media.ts';
import type { Peer, Ssrcs } from '../peer/peer.ts';
import type { OfferedTrack } from '../sdp/offer.ts';
import type { LiveStream } from './live-stream.ts';
import { PullSession } from './pull-session.ts';
import type { SessionMedia } from './session-media.ts';

/** One browser that watches a stream. */
export function servePull({
  peer,
  ssrcs,
  kinds,
  tracks,
  stream,
}: {
  peer: Peer;
  ssrcs: Ssrcs;
  kinds: readonly MediaKind[];
  tracks: readonly OfferedTrack[];
  stream: LiveStream;
}): SessionMedia {
  const viewer = new PullSession(peer, stream.relay, ssrcs, tracks, new Set(kinds));
  stream.add(viewer);
  return {
    connected: () => stream.connected(viewer),
    received: (_, bytes, now) => viewer.received(bytes, now),
    owesSince: () => viewer.unansweredSince,
    tick: (now) => viewer.tick(now),
    setKinds: (given) => {
      viewer.setKinds(given);
      stream.kindsChanged();
    },
    demand: () => {},
    close: () => stream.remove(viewer),
  };
}
