import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { adtsHeader } from '../src/flv/aac-config.ts';
import { type AacTag, readAac } from '../src/flv/flv-audio.ts';
import { type AvcTag, readAvc, writeAvcHeader } from '../src/flv/flv-video.ts';
import { Depacketiser } from '../src/h264/depacketiser.ts';
import { packetise } from '../src/h264/packetiser.ts';
import { isBPicture } from '../src/h264/slice-type.ts';

const START_CODE = Buffer.of(0, 0, 0, 1);

function run(program: string, args: readonly string[], input?: Buffer): Buffer {
  const { status, stdout, stderr } = spawnSync(program, args, { input, maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  return stdout;
}

/** Two seconds of a test picture with B pictures, and a tone, as FLV tags. */
function flvTags(): { type: number; payload: Buffer }[] {
  const flv = run('ffmpeg', [
    ...['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=30:d=2'],
    ...['-f', 'lavfi', '-i', 'sine=r=44100:d=2', '-ac', '2'],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '2', '-g', '30', '-pix_fmt', 'yuv420p'],
    ...['-c:a', 'aac', '-f', 'flv', '-'],
  ]);
  const tags = [];
  for (let at = 13; at + 11 <= flv.length; ) {
    const end = at + 11 + flv.readUIntBE(at + 1, 3);
    tags.push({ type: flv.readUInt8(at), payload: flv.subarray(at + 11, end) });
    at = end + 4;
  }
  return tags;
}

/** What ffprobe finds when it decodes every picture. */
function pictures(nals: readonly Buffer[]): string[] {
  const annexB = Buffer.concat(nals.flatMap((nal) => [START_CODE, nal]));
  const entries = ['-show_entries', 'frame=pict_type', '-of', 'csv=p=0'];
  const types = run('ffprobe', ['-v', 'error', '-f', 'h264', ...entries, '-'], annexB);
  return types.toString().match(/[IPB]/g) ?? [];
}

describe('what ffmpeg makes', () => {
  it('keeps its pictures from FLV over RTP, and loses B pictures alone where they are left out', () => {
    const tags = flvTags()
      .filter(({ type }) => type === 9)
      .map(({ payload }) => ({ payload, tag: readAvc(payload) }));
    const isUnit = (tag: AvcTag | undefined) => tag?.type === 'unit';
    const header = tags.find(({ tag }) => tag?.type === 'header');
    const units = tags.flatMap(({ tag }) => (tag?.type === 'unit' ? [tag] : []));
    expect(units).toHaveLength(60);
    expect(tags.filter(({ tag }) => isUnit(tag) || tag?.type === 'header')).toHaveLength(61);
    if (header?.tag?.type !== 'header') throw new Error('There is no header.');
    const { config } = header.tag;
    expect(writeAvcHeader(config).toString('hex')).toBe(header.payload.toString('hex'));

    const depacketiser = new Depacketiser();
    const received = units.flatMap(({ nals, isKey }, index) =>
      packetise(isKey ? [...config.sps, ...config.pps, ...nals] : nals).flatMap((payload, at, { length }) => {
        const packet = { payloadType: 96, ssrc: 1, sequence: 0, timestamp: index, marker: at === length - 1 };
        const unit = depacketiser.push({ ...packet, payload });
        return unit ? [unit] : [];
      }),
    );
    expect(received.map(({ isKey }) => isKey)).toEqual(units.map(({ isKey }) => isKey));
    const all = pictures(received.flatMap(({ nals }) => nals));
    expect(all).toHaveLength(60);
    const withoutB = received.filter(({ nals }) => !isBPicture(nals));
    const others = all.filter((type) => type !== 'B');
    expect(others.length).toBeLessThan(all.length);
    expect(pictures(withoutB.flatMap(({ nals }) => nals))).toEqual(others);
  });

  it('can hear its own sound again behind ADTS headers', () => {
    const tags = flvTags()
      .filter(({ type }) => type === 8)
      .flatMap(({ payload }): AacTag[] => [readAac(payload)].filter((tag) => tag !== undefined));
    const [header, ...frames] = tags;
    if (header?.type !== 'header') throw new Error('There is no header.');
    expect(header.config).toEqual({ sampleRate: 44_100, channels: 2, objectType: 2 });
    const adts = frames.flatMap((tag) => {
      if (tag.type !== 'frame') return [];
      return [adtsHeader(header.config, tag.frame.length) ?? Buffer.alloc(0), tag.frame];
    });
    const entries = ['-show_entries', 'stream=sample_rate,channels,nb_read_frames', '-of', 'json'];
    const probed = run(
      'ffprobe',
      ['-v', 'error', '-f', 'aac', '-count_frames', ...entries, '-'],
      Buffer.concat(adts),
    );
    expect(JSON.parse(probed.toString()).streams).toMatchObject([
      { sample_rate: '44100', channels: 2, nb_read_frames: String(frames.length) },
    ]);
  });
});
