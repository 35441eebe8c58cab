import type { JsonObject } from '../runtime/host.ts';
import type { LiveElement } from './live-element.ts';

/** The `info` of a `netstatus` event on a good network, for the picture that the element is set to. */
export function netStatus({ kind, props }: LiveElement, kilobits = 600): JsonObject {
  const size = {
    videoWidth: Number(props.videoWidth ?? 360),
    videoHeight: Number(props.videoHeight ?? 640),
  };
  return {
    videoBitrate: Math.max(0, kilobits - 48),
    audioBitrate: 48,
    videoFPS: 15,
    videoGOP: 1,
    netSpeed: kilobits,
    netJitter: 2,
    netQualityLevel: 1,
    ...size,
    ...(kind === 'live-player' ? { videoCache: 200, audioCache: 200 } : {}),
  };
}
