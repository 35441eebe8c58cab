import { describe, expect, it } from 'vitest';
import { makeNal, PPS, SPS } from '../../test/make-nal.ts';
import { writeAac, writeAacHeader } from '../flv/flv-audio.ts';
import { readAvc, writeAvcHeader, writeAvcUnit } from '../flv/flv-video.ts';
import type { FlvPacket, PacketRole } from '../media.ts';
import { type RelayViewer, StreamRelay } from '../relay/stream-relay.ts';
import { RTP_HEADER_BYTES } from '../rtp/rtp-packet.ts';
import type {
  AudioTranscoder,
  TranscoderFactory,
  TranscoderListener,
} from '../transcoder/audio-transcoder.ts';
import { FlvInlet } from './flv-inlet.ts';
import { FlvOutlet } from './flv-outlet.ts';

/** A codec that gives what it is told to, when it is told to. */
class FakeCodecs implements TranscoderFactory {
  readonly aac = Buffer.of(0x11, 0x90);
  readonly pushed: number[] = [];
  started = 0;
  running = 0;
  listener: TranscoderListener | undefined;
  toAac = (listener: TranscoderListener) => this.start(listener);
  toOpus = (_: unknown, listener: TranscoderListener) => this.start(listener);

  private start(listener: TranscoderListener): AudioTranscoder {
    this.started += 1;
    this.running += 1;
    this.listener = listener;
    listener.begun?.();
    return {
      push: (_, timestamp) => void this.pushed.push(timestamp),
      close: () => {
        this.running -= 1;
      },
    };
  }
}

const idr = makeNal(5);
const key = [SPS, PPS, idr];
const delta = [makeNal(1)];

describe('from a browser to RTMP', () => {
  const open = () => {
    const codecs = new FakeCodecs();
    const out: FlvPacket[] = [];
    return { codecs, out, outlet: new FlvOutlet(codecs, (packet) => out.push(packet)) };
  };
  const roles = (out: readonly FlvPacket[]) => out.map(({ kind, role }) => `${kind} ${role}`);

  it('begins with a header, and says nothing before the first keyframe', () => {
    const { out, outlet } = open();
    outlet.video(delta, false, 0);
    outlet.video(key, true, 40);
    outlet.video(delta, false, 80);
    expect(roles(out)).toEqual(['video header', 'video key', 'video delta']);
    expect(readAvc(out[1]!.payload)).toMatchObject({ nals: [idr], isKey: true });
  });

  it('sends another header when the parameter sets change, and only then', () => {
    const { out, outlet } = open();
    const larger = Buffer.from(SPS);
    larger[larger.length - 1]! ^= 1;
    outlet.video(key, true, 0);
    outlet.video(key, true, 40);
    outlet.video([larger, PPS, idr], true, 80);
    expect(roles(out)).toEqual(['video header', 'video key', 'video key', 'video header', 'video key']);
  });

  it('runs a codec only while somebody needs the sound, and says before what it will be', () => {
    const { codecs, out, outlet } = open();
    outlet.audio(Buffer.of(1), 0);
    outlet.audio(Buffer.of(1), 20);
    expect(codecs.started).toBe(0);
    expect(roles(out)).toEqual(['audio header']);
    outlet.demandAudio(true);
    outlet.demandAudio(true);
    outlet.audio(Buffer.of(1), 40);
    codecs.listener!.packet(Buffer.of(9), 40);
    codecs.listener!.packet(Buffer.of(9), 61);
    expect(codecs).toMatchObject({ started: 1, running: 1, pushed: [40] });
    expect(roles(out)).toEqual(['audio header', 'audio key', 'audio key']);
    outlet.close();
    expect(codecs.running).toBe(0);
  });

  it('announces no sound that it cannot give', () => {
    const out: FlvPacket[] = [];
    const outlet = new FlvOutlet(undefined, (packet) => out.push(packet));
    outlet.audio(Buffer.of(1), 0);
    outlet.demandAudio(true);
    expect(out).toEqual([]);
  });
});

describe('from RTMP to browsers', () => {
  const open = () => {
    const codecs = new FakeCodecs();
    const relay = new StreamRelay();
    const got: string[] = [];
    const sound: number[] = [];
    const viewer: RelayViewer = {
      video: ({ isKey, packets }) => void got.push(`${isKey ? 'key' : 'delta'} ${packets.length}`),
      audio: (packet) => void sound.push(packet[RTP_HEADER_BYTES]!),
      replay: () => {},
    };
    relay.add(viewer);
    const inlet = new FlvInlet(codecs, relay);
    const take = (kind: 'audio' | 'video', role: PacketRole, payload: Buffer, timestamp = 0) =>
      inlet.take({ kind, role, payload, timestamp });
    const header = () => take('video', 'header', writeAvcHeader({ sps: [SPS], pps: [PPS], lengthSize: 4 }));
    return { codecs, got, sound, inlet, take, header };
  };
  const unit = (nals: readonly Buffer[], isKey = false) => writeAvcUnit({ nals, isKey })!;

  it('puts the parameter sets into each keyframe', () => {
    const { got, take, header } = open();
    take('video', 'key', unit([idr], true));
    header();
    take('video', 'key', unit([idr], true));
    take('video', 'delta', unit(delta));
    // The sets share a payload; what came before the header could not be decoded.
    expect(got).toEqual(['key 2', 'delta 1']);
  });

  it('leaves out B pictures', () => {
    const { got, take, header } = open();
    header();
    // first_mb_in_slice 0, slice_type 1 (H.264 §7.3.3), in Exp-Golomb: 1 010.
    take('video', 'delta', unit([Buffer.of(0x01, 0b1010_0000)]));
    take('video', 'delta', unit(delta));
    expect(got).toEqual(['delta 1']);
  });

  it('runs a codec only while somebody listens, and another when the sound changes', () => {
    const { codecs, inlet, take } = open();
    const config = (text: string) => take('audio', 'header', writeAacHeader(Buffer.from(text, 'hex')));
    config('1210');
    expect(codecs.started).toBe(0);
    inlet.demandAudio(true);
    config('1210');
    expect(codecs.started).toBe(1);
    config('1190');
    expect(codecs).toMatchObject({ started: 2, running: 1 });
    inlet.demandAudio(false);
    expect(codecs.running).toBe(0);
  });

  it('gives no sound before the codec has caught up: it would be late for ever', () => {
    const { codecs, sound, inlet, take } = open();
    take('audio', 'header', writeAacHeader(Buffer.of(0x12, 0x10)));
    inlet.demandAudio(true);
    take('audio', 'key', writeAac(Buffer.of(1)), 1_000);
    codecs.listener!.packet(Buffer.of(1), 500);
    codecs.listener!.packet(Buffer.of(2), 950);
    codecs.listener!.packet(Buffer.of(3), 700);
    expect(sound).toEqual([2, 3]);
    // It has died, and the next one begins.
    codecs.listener!.begun?.();
    codecs.listener!.packet(Buffer.of(4), 800);
    codecs.listener!.packet(Buffer.of(5), 960);
    expect(sound).toEqual([2, 3, 5]);
  });
});
