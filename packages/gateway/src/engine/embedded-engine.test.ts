import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { startCall } from '../../test/call.ts';
import { FakeWebRtc } from '../../test/fake-webrtc.ts';

/** What the media part says while a gateway starts. */
async function saidAtStart(args: readonly string[], change: Partial<FakeWebRtc>): Promise<string[]> {
  const lines: { level: number; part?: string; msg: string; error?: string }[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const call = await startCall(args, { webrtc: Object.assign(new FakeWebRtc(), change), log });
  onTestFinished(() => call.stop());
  return lines
    .filter(({ part }) => part === 'media')
    .map(({ level, msg, error }) => [level, msg, error].filter((it) => it !== undefined).join(' '));
}

it.each<[string, readonly string[], Partial<FakeWebRtc>, readonly RegExp[]]>([
  ['nothing where all is there', [], {}, []],
  [
    'that browsers and phones will not hear each other',
    [],
    { canTranscode: false },
    [/^40 no ffmpeg .*--ffmpeg$/],
  ],
  [
    'that browsers will only watch, and why',
    [],
    { isMissing: true },
    [/^40 WebRTC could not be started: .* FLV.* Error: there is no such module$/],
  ],
  ['that it was told to go without', ['--no-webrtc'], {}, [/^30 WebRTC is off: .* FLV/]],
])('says at start %s', async (_, args, change, expected) => {
  const said = await saidAtStart(args, change);
  expect(said).toHaveLength(expected.length);
  for (const [index, pattern] of expected.entries()) expect(said[index]).toMatch(pattern);
});
