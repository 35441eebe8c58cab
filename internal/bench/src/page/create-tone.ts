import { stamp } from '../stamp.ts';

/** The stamp's tone as a track, silent until its volume is turned up. */
export function createTone(context: AudioContext): {
  readonly sound: MediaStreamTrack;
  readonly volume: AudioParam;
} {
  const tone = new OscillatorNode(context, { frequency: stamp.flashTone });
  const volume = new GainNode(context, { gain: 0 });
  const out = context.createMediaStreamDestination();
  tone.connect(volume).connect(out);
  tone.start();
  return { sound: out.stream.getAudioTracks()[0]!, volume: volume.gain };
}
