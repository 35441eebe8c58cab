/** What a page shows of one participant now. */
export interface VideoLook {
  /** The average of the middle of the picture. */
  readonly colour: readonly number[];
  /** How far the picture has played, in seconds. */
  readonly time: number;
  /** The loudest frequency, in hertz; 0 where it is silent. */
  readonly tone: number;
  /** From the page's start to the first frame, in milliseconds. */
  readonly firstFrameMs: number;
}

interface Watched {
  firstFrameMs: number;
  stream?: MediaProvider | null;
  analyser?: AnalyserNode;
}

declare global {
  interface Window {
    lookAt?(selector: string): VideoLook | null;
  }
}

/**
 * Runs in a page before anything else: notes when each `<video>` showed its first frame, and measures colour and tone of
 * what is played. It is handed to the browser as text, so it uses nothing of this file.
 */
export function installProbe(): void {
  const watched = new WeakMap<HTMLVideoElement, Watched>();
  let context: AudioContext | undefined;

  setInterval(() => {
    for (const video of document.querySelectorAll('video')) {
      if (video.readyState < 2 || video.videoWidth === 0) continue;
      const known = watched.get(video);
      if (!known) watched.set(video, { firstFrameMs: Math.round(performance.now()) });
      else if (known.stream !== video.srcObject || !known.analyser) listen(video, known);
    }
  }, 50);

  function listen(video: HTMLVideoElement, known: Watched): void {
    const capture = video as HTMLVideoElement & { captureStream?(): MediaStream };
    const stream = video.srcObject instanceof MediaStream ? video.srcObject : capture.captureStream?.();
    if (!stream || stream.getAudioTracks().length === 0) return;
    context ??= new AudioContext();
    const analyser = context.createAnalyser();
    analyser.fftSize = 16_384;
    analyser.smoothingTimeConstant = 0;
    context.createMediaStreamSource(stream).connect(analyser);
    known.stream = video.srcObject;
    known.analyser = analyser;
  }

  function toneOf(analyser: AnalyserNode | undefined): number {
    if (!analyser) return 0;
    const levels = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(levels);
    let loudest = 1;
    for (let bin = 1; bin < levels.length; bin += 1) if (levels[bin]! > levels[loudest]!) loudest = bin;
    return levels[loudest]! < -60 ? 0 : (loudest * analyser.context.sampleRate) / analyser.fftSize;
  }

  window.lookAt = (selector) => {
    const video = document.querySelector<HTMLVideoElement>(selector);
    const known = video && watched.get(video);
    if (!known) return null;
    const canvas = document.createElement('canvas');
    canvas.width = 1;
    canvas.height = 1;
    const pen = canvas.getContext('2d')!;
    const { videoWidth: width, videoHeight: height } = video;
    pen.drawImage(video, width / 4, height / 4, width / 2, height / 2, 0, 0, 1, 1);
    const colour = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
    return {
      colour,
      time: video.currentTime,
      tone: toneOf(known.analyser),
      firstFrameMs: known.firstFrameMs,
    };
  };
}
