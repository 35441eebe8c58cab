import type { RtmpMessage } from '@callgrid/rtmp/test/chunk-peer';
import { type Amf0Value, MessageType, tag, writeAmf0 } from '@callgrid/rtmp/test/rtmp-client';
import { mutateBytes } from '../mutate/mutate-bytes.ts';
import type { Random } from '../random.ts';

/** Where in an RTMP conversation the mutated bytes begin: with its first byte, or once it publishes, or plays. */
export const phases = ['fresh', 'publishing', 'playing'] as const;
export type Phase = (typeof phases)[number];

/** What a peer may push and pull, each as `name?key=…`. */
export interface Keys {
  readonly push: string;
  readonly pull: string;
}

/** The timestamp of messages that are no attack, by which they are told apart: some three hours. */
export const OWN_TIMESTAMP = 0xabcdef;

type Say = (random: Random, keys: Keys) => Pick<RtmpMessage, 'type' | 'payload'>;

const command = (...values: readonly Amf0Value[]) => ({
  type: MessageType.commandAmf0,
  payload: writeAmf0(...values),
});
const numbers = (type: number, ...values: number[]) => {
  const payload = Buffer.alloc(4 * values.length);
  for (const [at, value] of values.entries()) payload.writeUInt32BE(value, 4 * at);
  return { type, payload };
};
const userControl = (event: number, value: number) => {
  const payload = Buffer.alloc(6);
  payload.writeUInt16BE(event);
  payload.writeUInt32BE(value, 2);
  return { type: MessageType.userControl, payload };
};

const connect: Say = () =>
  command('connect', 1, {
    app: 'live',
    type: 'nonprivate',
    flashVer: 'FMLE/3.0',
    tcUrl: 'rtmp://127.0.0.1:1935/live',
    capabilities: 239,
    fpad: false,
  });
const createStream: Say = () => command('createStream', 2, null);
const publish: Say = (_, { push }) => command('publish', 3, null, push, 'live');
const play: Say = (_, { pull }) => command('play', 4, null, pull, -2_000);

const control: readonly Say[] = [
  () => numbers(MessageType.setChunkSize, 128),
  (random) => numbers(MessageType.abort, random.between(2, 8)),
  (random) => numbers(MessageType.acknowledgement, random.next()),
  (random) => userControl(random.pick([3, 6, 7]), random.below(5_000)),
  () => numbers(MessageType.windowAcknowledgementSize, 2_500_000),
  () => ({ type: MessageType.setPeerBandwidth, payload: Buffer.of(0, 0x26, 0x25, 0xa0, 2) }),
];

const metadata = writeAmf0(
  '@setDataFrame',
  'onMetaData',
  new Map<string, number | string | boolean>([
    ['duration', 0],
    ['width', 640],
    ['height', 360],
    ['videocodecid', 7],
    ['audiocodecid', 10],
    ['stereo', true],
    ['encoder', 'Lavf60.16.100'],
  ]),
);

const media: readonly Say[] = [
  () => ({ type: MessageType.video, payload: tag.videoHeader() }),
  (random) => ({ type: MessageType.video, payload: tag.key(random.pick([10, 100, 600])) }),
  (random) => ({ type: MessageType.video, payload: tag.delta(random.pick([0, 40, 300])) }),
  () => ({ type: MessageType.audio, payload: tag.audioHeader() }),
  (random) => ({ type: MessageType.audio, payload: tag.audio(random.pick([0, 20, 200])) }),
  () => ({ type: MessageType.dataAmf0, payload: metadata }),
  () => ({ type: MessageType.dataAmf3, payload: Buffer.concat([Buffer.of(0), metadata]) }),
  () => ({ type: MessageType.aggregate, payload: aggregate() }),
];

const rest: readonly Say[] = [
  (random) =>
    command(random.pick(['releaseStream', 'FCPublish', '_checkbw', 'getStreamLength']), 5, null, 'x'),
  (random) => command(random.pick(['pause', 'seek', 'receiveAudio', 'receiveVideo']), 0, null, true, 1_000),
  (random) => command(random.pick(['FCUnpublish', 'closeStream', 'deleteStream']), 6, null, 1),
  () => command('onStatus', 0, null, { level: 'status', code: 'NetStream.Play.Start', list: [1, 'a', null] }),
  () => ({
    type: MessageType.commandAmf3,
    payload: Buffer.concat([Buffer.of(0), writeAmf0('pause', 0, null)]),
  }),
  publish,
  play,
];

/** What brings a connection to where the phase begins. */
export function setUp(phase: Phase, keys: Keys, random: Random): readonly RtmpMessage[] {
  if (phase === 'fresh') return [];
  const said = [connect, createStream, phase === 'publishing' ? publish : play];
  return said.map((say, streamId) => ({
    ...say(random, keys),
    streamId: streamId === 2 ? 1 : 0,
    timestamp: OWN_TIMESTAMP,
  }));
}

/** A few messages of what a peer in this phase would say next. */
export function converse(phase: Phase, keys: Keys, random: Random): readonly RtmpMessage[] {
  const opening = phase === 'fresh' ? [connect, createStream, random.pick([publish, play])] : [];
  const most =
    phase === 'playing'
      ? [...control, ...control, ...rest, ...media]
      : [...media, ...media, ...control, ...rest];
  const said = [...opening, ...Array.from({ length: random.between(1, 8) }, () => random.pick(most))];
  return said.map((say, at) => ({
    ...say(random, keys),
    streamId: random.chance(8) ? 0 : 1,
    timestamp: 40 * at,
  }));
}

/** The message with something about it that does not fit, apart from how it is cut into chunks. */
export function bend(message: RtmpMessage, random: Random, keys: Keys): RtmpMessage {
  const { type, payload } = message;
  switch (random.below(10)) {
    case 0:
      return { ...message, type: random.pick([...Object.values(MessageType), 0, 7, 16, 19, 255]) };
    case 1:
      return { ...message, streamId: random.pick([0, 2, 255, 0xffffffff]) };
    case 2:
      return { ...message, timestamp: random.pick([0xfffffe, 0xffffff, 0x1000000, 0x7fffffff, 0xffffffff]) };
    case 3:
      return { ...message, payload: Buffer.alloc(0) };
    case 4:
      return { ...message, payload: Buffer.concat([payload, random.bytes(random.pick([1, 100, 3_000]))]) };
    case 5:
      return { ...message, payload: deep(random) };
    default:
      return {
        type,
        streamId: 1,
        timestamp: message.timestamp,
        payload: mutateBytes(payload, random, play(random, keys).payload),
      };
  }
}

/** AMF0 in AMF0: around the depth that is allowed, and far beyond. */
function deep(random: Random): Buffer {
  const depth = random.pick([7, 8, 9, 500]);
  const open = random.pick([
    Buffer.of(3, 0, 1, 97),
    Buffer.of(8, 0, 0, 0, 1, 0, 1, 97),
    Buffer.of(10, 0, 0, 0, 1),
  ]);
  return Buffer.concat([writeAmf0('connect', 1), ...Array<Buffer>(depth).fill(open), Buffer.of(5)]);
}

function aggregate(): Buffer {
  const parts = [
    { type: MessageType.audio, payload: tag.audio() },
    { type: MessageType.video, payload: tag.key(50) },
  ];
  const tags = parts.map(({ type, payload }, at) => {
    const header = Buffer.alloc(11);
    header.writeUInt8(type);
    header.writeUIntBE(payload.length, 1, 3);
    header.writeUIntBE(at * 20, 4, 3);
    const back = Buffer.alloc(4);
    back.writeUInt32BE(header.length + payload.length);
    return Buffer.concat([header, payload, back]);
  });
  return Buffer.concat(tags);
}
