import type { FakeMediaStream, FakeTrack } from './fake-peer.ts';

/** How a browser measures sound: what it hears is a tone as loud as its stream's track says. */
export class FakeAudioContext {
  /** A test makes it `suspended`, as a browser does whose user has done nothing yet. */
  state: 'suspended' | 'running' | 'closed' = 'running';

  createMediaStreamSource(stream: FakeMediaStream): object {
    const [track] = stream.getAudioTracks();
    return { connect: (analyser: FakeAnalyser) => analyser.hear(track, this), disconnect() {} };
  }

  createAnalyser(): FakeAnalyser {
    return new FakeAnalyser();
  }

  async resume(): Promise<void> {
    this.state = 'running';
  }

  async close(): Promise<void> {
    this.state = 'closed';
  }
}

class FakeAnalyser {
  fftSize = 2_048;
  private track: FakeTrack | undefined;
  private context: FakeAudioContext | undefined;

  hear(track: FakeTrack | undefined, context: FakeAudioContext): void {
    this.track = track;
    this.context = context;
  }

  getFloatTimeDomainData(samples: Float32Array): void {
    const { loudness } = this.context?.state === 'running' && this.track ? this.track : { loudness: 0 };
    for (let at = 0; at < samples.length; at += 1) samples[at] = loudness * Math.sin((at * 2 * Math.PI) / 32);
  }
}
