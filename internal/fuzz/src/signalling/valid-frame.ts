import { callModes, type RequestMethod } from '@callgrid/protocol';
import type { Request } from '../mutate/mutate-frame.ts';
import type { Json } from '../mutate/mutate-json.ts';
import type { Random } from '../random.ts';

/** Ids of requests that are no attack: to bring a connection where the attack begins, and to know when it was read. */
export const OWN_IDS = 2 ** 52;

/** What a client that lasts would know by now. */
export interface Knowledge {
  readonly channelName: string;
  readonly uid: string;
  /** Who else is there, or was. */
  readonly others: readonly string[];
  /** Sessions of living and of dead connections. */
  readonly sessions: readonly string[];
}

type Params = (random: Random, knowledge: Knowledge) => Json;

const kinds = (random: Random) => random.pick([['audio'], ['video'], ['audio', 'video']]);
const source = (random: Random) => random.pick(['camera', 'camera', 'camera', 'screen']);
const kind = (random: Random) => ({ kind: random.pick(['audio', 'video']) });
const stream = (random: Random) => ({ source: source(random), kinds: kinds(random) });
const otherStream = (random: Random, { others, uid }: Knowledge) => ({
  uid: others.length > 0 ? random.pick(others) : uid,
  ...stream(random),
});
const nothing = () => ({});

/** Every method with params as a client sends them. */
export const validParams: Record<RequestMethod, Params> = {
  join: (random, { channelName, uid, others, sessions }) => ({
    version: 1,
    channelName,
    uid,
    name: 'Ann',
    role: random.pick(['broadcaster', 'broadcaster', 'audience']),
    ...(sessions.length > 0 &&
      random.chance(8) && { session: random.pick(sessions), uid: random.pick([uid, ...others]) }),
    ...(random.chance(4) && { known: { epoch: 'e', seq: random.below(100) } }),
    ...(random.chance(4) && { token: 'a.b.c' }),
    ...(random.chance(4) && { service: { mode: 'audioVideo', recordAudio: false } }),
    publish: kinds(random),
    muted: random.pick([[], ['audio']]),
    autoSubscribe: random.chance(2),
    visible: true,
    protocols: { push: ['rtmp'], pull: ['rtmp', 'ws-flv'] },
  }),
  leave: nothing,
  publish: stream,
  unpublish: stream,
  subscribe: otherStream,
  unsubscribe: otherStream,
  mute: kind,
  unmute: kind,
  setSpeaking: (random) => ({ speaking: random.pick([true, false]) }),
  setMode: (random) => ({ mode: random.pick(callModes) }),
  setRole: (random) => ({ role: random.pick(['broadcaster', 'broadcaster', 'audience']) }),
  setVisible: (random) => ({ visible: random.chance(2) }),
  renewToken: () => ({ token: 'eyJhbGciOiJIUzI1NiJ9.e30.x' }),
  report: (random, { uid }) => ({
    samples: [
      {
        id: `${uid}/camera`,
        direction: 'push',
        network: { videoBitrate: random.below(5_000), audioBitrate: 48, videoFps: 15 },
        code: 1_002,
        error: { code: -1_307, message: 'gone' },
      },
    ],
  }),
  sync: nothing,
  heartbeat: nothing,
};

/** `leave` ends the conversation, and so is rare in it. */
const inCall = Object.keys(validParams).filter((it) => it !== 'leave' && it !== 'join') as RequestMethod[];

/** The next request of a valid conversation; of one that has not joined yet a third are joins. */
export function validFrame(random: Random, knowledge: Knowledge, isJoined: boolean, id: number): Request {
  const method = random.chance(isJoined ? 80 : 3)
    ? 'join'
    : random.chance(400)
      ? 'leave'
      : random.pick(inCall);
  return { id, method, params: validParams[method](random, knowledge) };
}
