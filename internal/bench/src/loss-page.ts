import type { measureTone as MeasureTone } from './measure-tone.ts';
import type { stamp as Stamp } from './stamp.ts';

/** What a page saw and heard since it was asked last. Times are milliseconds since 1970. */
export interface Sightings {
  /** Each picture that was shown: when, how old by its stamp (undefined where that makes no sense). */
  readonly frames: readonly { readonly at: number; readonly age: number | undefined }[];
  /** How much of a piece of sound is the tone, 0 to 1, and how loud it is. */
  readonly sound: readonly { readonly at: number; readonly tone: number; readonly level: number }[];
}

/** One second of what `getStats` says of video, counts from the beginning on. */
export interface LinkSample {
  readonly at: number;
  readonly bytes: number;
  readonly width: number;
  readonly fps: number;
  /** Asked for again, sent again, and keyframes asked for. */
  readonly nacks: number;
  readonly resent: number;
  readonly losses: number;
}

export interface LossPage {
  /** Sends pictures with the time in them, and a tone that never ends, by WHIP. */
  publish(url: string, kilobits: number): Promise<void>;
  /** Shows a stream by WHEP. */
  watch(url: string): Promise<void>;
  sightings(): Sightings;
  sample(): Promise<LinkSample>;
}

declare global {
  interface Window {
    loss: LossPage;
  }
}

/** Runs in a page, handed over as text: one connection, and the eyes and ears of the loss bench. */
export function installLossPage([stamp, measure]: readonly [typeof Stamp, string]): void {
  // Handed over as text, since a page has no modules of ours.
  const measureTone = new Function(`return ${measure}`)() as typeof MeasureTone;
  const mask = 2 ** stamp.bits - 1;
  const context = new AudioContext();
  const connection = new RTCPeerConnection();
  let frames: { at: number; age: number | undefined }[] = [];
  let sound: { at: number; tone: number; level: number }[] = [];

  async function negotiate(url: string): Promise<void> {
    await connection.setLocalDescription(await connection.createOffer());
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/sdp' },
      body: connection.localDescription!.sdp,
    });
    const text = await response.text();
    if (response.status !== 201) throw new Error(`${response.status} ${text}`);
    await connection.setRemoteDescription({ type: 'answer', sdp: text });
  }

  function penOf(willReadFrequently: boolean) {
    const canvas = document.createElement('canvas');
    canvas.width = stamp.width;
    canvas.height = stamp.height;
    return canvas.getContext('2d', { willReadFrequently })!;
  }

  function draw(pen: CanvasRenderingContext2D): void {
    const now = Date.now();
    for (let count = 0; count < 120; count += 1) {
      pen.fillStyle = `rgb(${[0, 0, 0].map(() => Math.floor(Math.random() * 255)).join()})`;
      pen.fillRect(110 + Math.random() * 500, 140 + Math.random() * 200, 18, 14);
    }
    for (let bit = 0; bit < stamp.bits; bit += 1) {
      pen.fillStyle = ((now & mask) >> bit) & 1 ? '#fff' : '#000';
      pen.fillRect(stamp.left + bit * stamp.cell, stamp.top, stamp.cell, stamp.rows);
    }
  }

  async function publish(url: string, kilobits: number): Promise<void> {
    const pen = penOf(false);
    pen.fillStyle = '#555';
    pen.fillRect(0, 0, stamp.width, stamp.height);
    setInterval(() => draw(pen), 1_000 / stamp.fps);
    const tone = context.createOscillator();
    const volume = context.createGain();
    const out = context.createMediaStreamDestination();
    tone.frequency.value = stamp.flashTone;
    volume.gain.value = 0.4;
    tone.connect(volume).connect(out);
    tone.start();
    const video = connection.addTransceiver(pen.canvas.captureStream(stamp.fps).getVideoTracks()[0]!, {
      direction: 'sendonly',
      sendEncodings: [{ maxBitrate: kilobits * 1_000 }],
    });
    connection.addTransceiver(out.stream.getAudioTracks()[0]!, { direction: 'sendonly' });
    const { codecs } = RTCRtpSender.getCapabilities('video')!;
    video.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType === 'video/H264'));
    await negotiate(url);
  }

  async function watch(url: string): Promise<void> {
    const video = document.createElement('video');
    const stream = new MediaStream();
    video.autoplay = true;
    video.srcObject = stream;
    document.body.append(video);
    connection.ontrack = ({ track }) => {
      stream.addTrack(track);
      if (track.kind === 'audio') listen(new MediaStream([track]));
    };
    connection.addTransceiver('audio', { direction: 'recvonly' });
    connection.addTransceiver('video', { direction: 'recvonly' });
    look(video);
    await negotiate(url);
    await video.play().catch(() => {});
  }

  function look(video: HTMLVideoElement): void {
    const pen = penOf(true);
    const next = () => {
      pen.drawImage(video, 0, 0, stamp.width, stamp.height);
      const { data } = pen.getImageData(0, stamp.top + stamp.rows / 2, stamp.width, 1);
      let time = 0;
      for (let bit = 0; bit < stamp.bits; bit += 1)
        if (data[(stamp.left + bit * stamp.cell + stamp.cell / 2) * 4]! > 128) time |= 1 << bit;
      const at = Date.now();
      const age = ((at & mask) - time) & mask;
      frames.push({ at, age: age < 60_000 ? age : undefined });
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
  }

  function listen(stream: MediaStream): void {
    const source = context.createMediaStreamSource(stream);
    // An old node, but one that needs no file of its own.
    const node = context.createScriptProcessor(2_048, 1, 1);
    node.onaudioprocess = ({ inputBuffer }) => {
      const samples = inputBuffer.getChannelData(0);
      sound.push({ at: Date.now(), ...measureTone(samples, context.sampleRate, stamp.flashTone) });
    };
    source.connect(node).connect(context.destination);
  }

  async function sample(): Promise<LinkSample> {
    const all = [...(await connection.getStats()).values()] as Record<string, number & string>[];
    const rtp = all.find((it) => /^(in|out)bound-rtp$/.test(it.type!) && it.kind === 'video') ?? {};
    const count = (name: string) => Number(rtp[name] ?? 0);
    return {
      at: Date.now(),
      // What was sent again is no picture more.
      bytes: count('bytesReceived') + count('bytesSent') - count('retransmittedBytesSent'),
      width: count('frameWidth'),
      fps: count('framesPerSecond'),
      nacks: count('nackCount'),
      resent: count('retransmittedPacketsSent') + count('retransmittedPacketsReceived'),
      losses: count('pliCount'),
    };
  }

  window.loss = {
    publish,
    watch,
    sightings: () => {
      const seen = { frames, sound };
      frames = [];
      sound = [];
      return seen;
    },
    sample,
  };
}
