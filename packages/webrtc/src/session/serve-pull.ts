import type { MediaKind } from '../media.ts';
import type { Peer, Ssrcs } from '../peer/peer.ts';
import type { OfferedTrack } from '../sdp/offer.ts';
import type { LiveStream } from './live-stream.ts';
import { PullSession } from './pull-session.ts';
import type { SessionMedia } from './session-media.ts';

/** There may be hundreds of viewers, and all they need by time is a report each second. */
const VIEWER_TICK_MS = 100;

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
    isSilent: (now) => viewer.isSilent(now),
    tickEveryMs: VIEWER_TICK_MS,
    tick: (now) => viewer.tick(now),
    setKinds: (given) => {
      viewer.setKinds(given);
      stream.kindsChanged();
    },
    demand: () => {},
    close: () => stream.remove(viewer),
  };
}
