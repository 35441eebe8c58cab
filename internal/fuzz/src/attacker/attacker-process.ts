import { answerParent } from '@callgrid/test-kit/answer-parent';
import type { Kept } from '../cases.ts';
import { attackerAddress } from '../gateway/addresses.ts';
import { type Keys, prefixOf } from '../rtmp/make-stream.ts';
import type { PlayedStreams, PlayStreams } from '../rtmp/play-streams.ts';
import { sendStream, sendStreams } from '../rtmp/send-streams.ts';
import { holdAgain, type SendFrames, type SentFrames, sendFrames } from '../signalling/send-frames.ts';
import { LastSent } from './last-sent.ts';

/** What can be asked of the attacker's process. */
export interface AttackerQuestions {
  sendFrames: { given: SendFrames; answer: SentFrames };
  sendStreams: { given: SendStreams; answer: PlayedStreams };
  /** What was sent last. */
  lastSent: { answer: readonly Kept[] };
  replay: { given: Replay; answer: undefined };
}

interface SendStreams extends PlayStreams {
  readonly port: number;
}

interface Replay {
  readonly kept: readonly Kept[];
  readonly port: number;
  readonly rtmpPort: number;
  readonly keys: Keys;
}

/** All at once, as they were. */
async function replay({ kept, port, rtmpPort, keys }: Replay): Promise<void> {
  const sent = kept.map((one, at) => {
    if ('frames' in one) return holdAgain({ ...one, port, index: at });
    const stream = {
      phase: one.phase,
      prefix: prefixOf(one.phase, keys),
      mutated: Buffer.from(one.hex, 'hex'),
    };
    return sendStream(rtmpPort, stream, attackerAddress(at));
  });
  await Promise.all(sent);
}

const last = new LastSent();

answerParent({
  sendFrames: (given: SendFrames) => sendFrames(given, last),
  sendStreams: ({ port, ...streams }: SendStreams) => sendStreams(port, streams, last),
  lastSent: () => last.all,
  replay,
});
