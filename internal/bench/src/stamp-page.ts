import type { stamp as Stamp } from './stamp.ts';

/** What a page has measured of what it plays. */
export interface PageReport {
  /** The ages of the pictures when they were shown, in ms. */
  readonly ages: number[];
  /** By how much each flash's sound came after its picture, in ms. */
  readonly soundOffsets: number[];
  /** From `watch` to the answer and to the first picture, in ms. */
  readonly answeredMs: number;
  readonly connectedMs: number;
  readonly firstFrameMs: number;
}

export interface BenchPage {
  publish(url: string, kilobits: number): Promise<void>;
  watch(name: string, protocol: string, url: string): Promise<void>;
  report(name: string): PageReport;
  forget(name: string): void;
  statsOf(name: string): Promise<Record<string, Record<string, number>>>;
}

declare global {
  interface Window {
    bench: BenchPage;
    mpegts?: typeof import('mpegts.js').default;
  }
}

/** Runs in a page: the least WHIP and WHEP client there can be, and the eyes and ears of a bench. Handed over as text. */
export function installBenchPage(stamp: typeof Stamp): void {
  interface Watch extends PageReport {
    readonly connection?: RTCPeerConnection;
    close(): void;
  }
  const watches = new Map<string, Watch>();
  const mask = 2 ** stamp.bits - 1;
  const context = new AudioContext();
  const sender: { connection?: RTCPeerConnection } = {};

  async function negotiate(connection: RTCPeerConnection, url: string): Promise<void> {
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

  async function publish(url: string, kilobits: number): Promise<void> {
    const canvas = document.createElement('canvas');
    canvas.width = stamp.width;
    canvas.height = stamp.height;
    const pen = canvas.getContext('2d')!;
    pen.fillStyle = '#555';
    pen.fillRect(0, 0, stamp.width, stamp.height);
    const tone = context.createOscillator();
    const volume = context.createGain();
    const out = context.createMediaStreamDestination();
    tone.frequency.value = stamp.flashTone;
    volume.gain.value = 0;
    tone.connect(volume).connect(out);
    tone.start();
    // Asked for when it is drawn, so that no picture waits for the next look at the canvas.
    const [picture] = canvas.captureStream(0).getVideoTracks() as CanvasCaptureMediaStreamTrack[];
    const draw = () => {
      const now = Date.now();
      for (let count = 0; count < 120; count += 1) {
        pen.fillStyle = `rgb(${[0, 0, 0].map(() => Math.floor(Math.random() * 255)).join()})`;
        pen.fillRect(110 + Math.random() * 500, 140 + Math.random() * 200, 18, 14);
      }
      for (let bit = 0; bit < stamp.bits; bit += 1) {
        pen.fillStyle = ((now & mask) >> bit) & 1 ? '#fff' : '#000';
        pen.fillRect(stamp.left + bit * stamp.cell, stamp.top, stamp.cell, stamp.rows);
      }
      const isFlash = now % 1_000 < stamp.flashMs;
      pen.fillStyle = isFlash ? '#fff' : '#000';
      pen.fillRect(stamp.flashLeft, stamp.flashTop, stamp.flashSize, stamp.flashSize);
      volume.gain.value = isFlash ? 0.5 : 0;
      picture!.requestFrame();
    };
    // With a second, so that a flash begins with a picture.
    const start = Math.ceil(Date.now() / 1_000) * 1_000;
    let drawn = 0;
    setInterval(() => {
      if (drawn * (1_000 / stamp.fps) >= Date.now() - start) return;
      draw();
      drawn = Math.floor((Date.now() - start) / (1_000 / stamp.fps)) + 1;
    }, 4);
    const connection = new RTCPeerConnection();
    sender.connection = connection;
    const [sound] = out.stream.getAudioTracks();
    const video = connection.addTransceiver(picture!, {
      direction: 'sendonly',
      sendEncodings: [{ maxBitrate: kilobits * 1_000 }],
    });
    connection.addTransceiver(sound!, { direction: 'sendonly' });
    const { codecs } = RTCRtpSender.getCapabilities('video')!;
    video.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType === 'video/H264'));
    await negotiate(connection, url);
  }

  async function watch(name: string, protocol: string, url: string): Promise<void> {
    const began = performance.now();
    const video = document.createElement('video');
    video.muted = false;
    video.autoplay = true;
    document.body.append(video);
    const report = {
      ages: [] as number[],
      soundOffsets: [] as number[],
      answeredMs: 0,
      connectedMs: 0,
      firstFrameMs: 0,
    };
    const flashAt: number[] = [];
    look(video, report, flashAt, began);
    if (protocol === 'ws-flv') {
      const player = window.mpegts!.createPlayer(
        { type: 'flv', isLive: true, url },
        {
          enableStashBuffer: false,
          lazyLoad: false,
          liveBufferLatencyChasing: true,
          liveBufferLatencyMaxLatency: 1.5,
          liveBufferLatencyMinRemain: 0.3,
        },
      );
      player.attachMediaElement(video);
      player.load();
      watches.set(name, Object.assign(report, { close: () => player.destroy() }));
      await video.play();
      listen(context.createMediaElementSource(video), flashAt, report.soundOffsets);
      return;
    }
    const connection = new RTCPeerConnection();
    const stream = new MediaStream();
    video.srcObject = stream;
    connection.ontrack = ({ track }) => {
      stream.addTrack(track);
      if (track.kind === 'audio')
        listen(context.createMediaStreamSource(new MediaStream([track])), flashAt, report.soundOffsets);
    };
    connection.onconnectionstatechange = () => {
      if (connection.connectionState === 'connected') report.connectedMs ||= performance.now() - began;
    };
    connection.addTransceiver('audio', { direction: 'recvonly' });
    connection.addTransceiver('video', { direction: 'recvonly' });
    watches.set(name, Object.assign(report, { connection, close: () => connection.close() }));
    await negotiate(connection, url);
    report.answeredMs = performance.now() - began;
    await video.play().catch(() => {});
  }

  function look(
    video: HTMLVideoElement,
    report: { ages: number[]; firstFrameMs: number },
    flashAt: number[],
    began: number,
  ): void {
    const canvas = document.createElement('canvas');
    canvas.width = stamp.width;
    canvas.height = stamp.height;
    const pen = canvas.getContext('2d', { willReadFrequently: true })!;
    let hadFlash = true;
    const next: VideoFrameRequestCallback = (_, { expectedDisplayTime }) => {
      report.firstFrameMs ||= performance.now() - began;
      pen.drawImage(video, 0, 0, stamp.width, stamp.height);
      const { data } = pen.getImageData(0, stamp.top + stamp.rows / 2, stamp.width, 1);
      let time = 0;
      for (let bit = 0; bit < stamp.bits; bit += 1)
        if (data[(stamp.left + bit * stamp.cell + stamp.cell / 2) * 4]! > 128) time |= 1 << bit;
      const age = ((Date.now() & mask) - time) & mask;
      if (age < 60_000) report.ages.push(age);
      const middle = stamp.flashSize / 2;
      const isFlash =
        pen.getImageData(stamp.flashLeft + middle, stamp.flashTop + middle, 1, 1).data[0]! > 128;
      if (isFlash && !hadFlash) flashAt.push(expectedDisplayTime);
      hadFlash = isFlash;
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
  }

  function listen(source: AudioNode, flashAt: number[], offsets: number[]): void {
    // An old node, but one that needs no file of its own.
    const node = context.createScriptProcessor(256, 1, 1);
    let quietSince = 0;
    node.onaudioprocess = ({ inputBuffer, playbackTime }) => {
      const samples = inputBuffer.getChannelData(0);
      const now = performance.now();
      const late = (context.currentTime - playbackTime) * 1_000;
      for (let at = 0; at < samples.length; at += 1) {
        if (Math.abs(samples[at]!) < 0.06) continue;
        const time = now - Math.max(late, 0) - ((samples.length - at) / context.sampleRate) * 1_000;
        if (time - quietSince > 250) pair(time);
        quietSince = time;
      }
    };
    source.connect(node).connect(context.destination);
    function pair(tone: number): void {
      // The picture may come after its sound.
      setTimeout(() => {
        const offset = flashAt.map((flash) => tone - flash).find((it) => Math.abs(it) < 500);
        if (offset !== undefined) offsets.push(offset);
        flashAt.splice(0, Math.max(flashAt.length - 2, 0));
      }, 600);
    }
  }

  window.bench = {
    publish,
    watch,
    report: (name) => {
      const { ages, soundOffsets, answeredMs, connectedMs, firstFrameMs } = watches.get(name)!;
      return { ages, soundOffsets, answeredMs, connectedMs, firstFrameMs };
    },
    forget: (name) => {
      watches.get(name)?.close();
      watches.delete(name);
    },
    statsOf: async (name) => {
      const connection = name === 'publish' ? sender.connection : watches.get(name)?.connection;
      const all: Record<string, Record<string, number>> = {};
      for (const it of (await connection!.getStats()).values())
        if (/bound-rtp$/.test(it.type)) all[`${it.type} ${it.kind}`] = it;
      return all;
    },
  };
}
