import { type Browser, listen } from './browser.ts';

/** How loud a microphone, or somebody else's sound, is. On a page that is not touched yet it may stay at 0 until a click. */
export class LevelMeter {
  private readonly context: AudioContext;
  private readonly source: MediaStreamAudioSourceNode;
  private readonly analyser: AnalyserNode;
  private readonly samples: Float32Array<ArrayBuffer>;
  private readonly stopListening: () => void;

  constructor(browser: Browser, track: MediaStreamTrack) {
    const { AudioContext, MediaStream } = browser;
    this.context = new AudioContext();
    this.analyser = this.context.createAnalyser();
    this.analyser.fftSize = 1_024;
    this.samples = new Float32Array(this.analyser.fftSize);
    this.source = this.context.createMediaStreamSource(new MediaStream([track]));
    this.source.connect(this.analyser);
    // A page that was loaded anew is one that nobody has touched, and its context does not go on by itself.
    this.stopListening = listen(browser, 'click', () => this.context.resume().catch(() => {}));
  }

  /** The last 20 ms or so: 0 is silence, 1 as loud as can be. */
  level(): number {
    this.analyser.getFloatTimeDomainData(this.samples);
    let sum = 0;
    for (const sample of this.samples) sum += sample * sample;
    return Math.min(1, Math.sqrt(sum / this.samples.length) * Math.SQRT2);
  }

  /** Frees the audio hardware. The track is the caller's. */
  close(): void {
    this.stopListening();
    this.source.disconnect();
    this.context.close().catch(() => {});
  }
}
