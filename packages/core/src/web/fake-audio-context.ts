import type { FakeMediaStream, FakeTrack } from './fake-peer.ts';

/** How a browser measures sound: what it hears is a tone as loud as its stream's track says. */
export class FakeAudioContext {
  state: 'running' | 'closed' = 'running';

  createMediaStreamSource(stream: FakeMediaStream): object {
    const [track] = stream.getAudioTracks();
    return { connect: (analyser: FakeAnalyser) => analyser.hear(track), disconnect() {} };
  }

  createAnalyser(): FakeAnalyser {
    return new FakeAnalyser();
  }

  async close(): Promise<void> {
    this.state = 'closed';
  }
}

class FakeAnalyser {
  fftSize = 2_048;
  private track: FakeTrack | undefined;

  hear(track: FakeTrack | undefined): void {
    this.track = track;
  }

  getFloatTimeDomainData(samples: Float32Array): void {
    const { loudness = 0 } = this.track ?? {};
    for (let at = 0; at < samples.length; at += 1) samples[at] = loudness * Math.sin((at * 2 * Math.PI) / 32);
  }
}
