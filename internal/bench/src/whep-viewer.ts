import { randomInt } from 'node:crypto';
import datachannel, { type PeerConnection, type Track } from 'node-datachannel';

/** As Chromium does. */
const REPORT_MS = { audio: 5_000, video: 1_000 };

export interface ViewerCounts {
  /** Pictures that came whole. */
  frames: number;
  /** Packets of both kinds. */
  packets: number;
  /** Of video. */
  lost: number;
}

/** A WHEP viewer that costs next to nothing: it looks at headers, counts, and reports as a browser does. */
export class WhepViewer {
  readonly counts: ViewerCounts = { frames: 0, packets: 0, lost: 0 };
  private readonly connection: PeerConnection;
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly opened: Promise<unknown>;

  constructor() {
    this.connection = new datachannel.PeerConnection('viewer', {
      iceServers: [],
      bindAddress: '127.0.0.1',
      disableAutoNegotiation: true,
      forceMediaTransport: true,
    });
    const audio = new datachannel.Audio('0', 'RecvOnly');
    audio.addOpusCodec(111);
    const video = new datachannel.Video('1', 'RecvOnly');
    video.addH264Codec(109, 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f');
    this.opened = Promise.all([this.receive(audio, false), this.receive(video, true)]);
  }

  /** Settles once media can flow. */
  async open(url: string): Promise<void> {
    const offer = await new Promise<string>((resolve) => {
      // libdatachannel breaks where it is reached before it has the answer; so nobody learns where it is.
      const done = () =>
        resolve(this.connection.localDescription()!.sdp.replace(/^a=candidate:.*\r\n/gm, ''));
      this.connection.onGatheringStateChange((state) => state === 'complete' && done());
      this.connection.setLocalDescription('offer');
      if (this.connection.gatheringState() === 'complete') done();
    });
    const headers = { 'content-type': 'application/sdp' };
    const response = await fetch(url, { method: 'POST', headers, body: offer });
    const answer = await response.text();
    if (response.status !== 201) throw new Error(`${response.status} ${answer}`);
    this.connection.setRemoteDescription(answer, 'answer');
    await this.opened;
  }

  close(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.connection.close();
  }

  private receive(media: Parameters<PeerConnection['addTrack']>[0], isVideo: boolean): Promise<void> {
    const track = this.connection.addTrack(media);
    const report = Buffer.alloc(32);
    report.set([0x81, 201, 0, 7]);
    report.writeUInt32BE(randomInt(1, 2 ** 31), 4);
    let last: number | undefined;
    let isWhole = true;
    track.onMessage((bytes) => {
      const type = bytes[1]!;
      if (type >= 192 && type <= 223) return;
      this.counts.packets += 1;
      if (!isVideo) {
        bytes.copy(report, 8, 8, 12);
        return;
      }
      const sequence = bytes.readUInt16BE(2);
      const gap = last === undefined ? 0 : (sequence - last - 1) & 0xffff;
      last = sequence;
      bytes.copy(report, 8, 8, 12);
      report.writeUInt16BE(sequence, 18);
      this.counts.lost += gap;
      if (gap > 0) isWhole = false;
      if (type < 0x80) return;
      if (isWhole) this.counts.frames += 1;
      isWhole = true;
    });
    this.timers.push(setInterval(() => this.say(track, report), REPORT_MS[isVideo ? 'video' : 'audio']));
    return new Promise((resolve) => track.onOpen(resolve));
  }

  private say(track: Track, report: Buffer): void {
    if (track.isOpen()) track.sendMessageBinary(report);
  }
}
