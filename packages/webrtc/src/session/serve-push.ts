import type { FlvPacket, MediaKind } from '../media.ts';
import type { Peer, Ssrcs } from '../peer/peer.ts';
import type { TranscoderFactory } from '../transcoder/audio-transcoder.ts';
import { limits } from '../webrtc-limits.ts';
import { FlvOutlet } from './flv-outlet.ts';
import type { LiveStream } from './live-stream.ts';
import { PushSession } from './push-session.ts';
import type { SessionMedia } from './session-media.ts';

export interface PushOutput {
  packet(packet: FlvPacket): void;
  heard(kind: MediaKind, bytes: number, packets: number): void;
}

/** What one browser sends goes to the viewers of its stream here, and to the hub for everybody else. */
export function servePush(
  {
    peer,
    ssrcs,
    kinds,
    stream,
  }: { peer: Peer; ssrcs: Ssrcs; kinds: readonly MediaKind[]; stream: LiveStream },
  codecs: TranscoderFactory | undefined,
  output: PushOutput,
): SessionMedia {
  const outlet = new FlvOutlet(codecs, output.packet);
  const push = new PushSession(peer, ssrcs, new Set(kinds), {
    video: (nals, isKey, timestamp) => {
      outlet.video(nals, isKey, timestamp);
      if (stream.isPushedBy(push)) stream.relay.video(nals, isKey, timestamp);
    },
    audio: (packet, timestamp) => {
      outlet.audio(packet, timestamp);
      if (stream.isPushedBy(push)) stream.relay.audio(packet, timestamp);
    },
    heard: output.heard,
  });
  stream.addPush(push);
  return {
    connected: () => push.requestKeyframe(),
    received: (kind, bytes, now) => push.received(kind, bytes, now),
    isSilent: (now, heardAt) => now - heardAt > limits.silentMs,
    tickEveryMs: 0,
    tick: (now) => push.tick(now),
    setKinds: (taken) => {
      const hadVideo = push.kinds.has('video');
      push.kinds = taken;
      if (!hadVideo && taken.has('video')) push.requestKeyframe();
    },
    demand: ({ audio, video, keyframe = false }) => {
      outlet.demandAudio(audio);
      push.hasPlayers = video;
      if (keyframe) push.requestKeyframe();
    },
    close: () => {
      outlet.close();
      stream.removePush(push);
    },
  };
}
