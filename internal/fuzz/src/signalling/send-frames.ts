import { connect, type Socket } from 'node:net';
import { SUBPROTOCOL } from '@callgrid/protocol';
import { WebSocket } from 'ws';
import type { LastSent } from '../attacker/last-sent.ts';
import type { KeptFrames } from '../cases.ts';
import { attackerAddress, HOST } from '../gateway/addresses.ts';
import { mutateBytes } from '../mutate/mutate-bytes.ts';
import { mutateFrame, type Payload } from '../mutate/mutate-frame.ts';
import { Random } from '../random.ts';
import { type Knowledge, OWN_IDS, validFrame, validParams } from './valid-frame.ts';

/** Within what a socket may ask in a burst: 100 requests, and 200 refusals. */
const FRAMES = 95;
/** Connections that share a room. */
const TOGETHER = 40;
/** A gateway answers whatever it is asked within this time, in milliseconds. */
const ANSWERS_WITHIN = 30_000;

/** Conversations of a seed, by their numbers; every second one begins once it has joined. */
export interface SendFrames {
  readonly port: number;
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly lanes: number;
}

export interface SentFrames {
  readonly connections: number;
  /** Mutated frames that were answered, so the gateway has read them: before a join, and after one. */
  readonly fresh: number;
  readonly joined: number;
  /** Bytes that are not quite a WebSocket frame, at the end of a connection. */
  readonly broken: number;
}

/** Holds the conversations, so many at a time; each frame of theirs is mutated but for the joins that let them in. */
export async function sendFrames(
  { port, seed, from, to, lanes }: SendFrames,
  last: LastSent,
): Promise<SentFrames> {
  const sent = { connections: 0, fresh: 0, joined: 0, broken: 0 };
  const sessions: string[] = [];
  let next = from;
  const talk = async (lane: number) => {
    while (next < to) {
      const index = next++;
      const one = new Conversation({ port, seed, index, lane, sessions, last });
      const { answered, broken } = await one.hold();
      sent.connections++;
      sent[index % 2 === 1 ? 'joined' : 'fresh'] += answered;
      if (broken) sent.broken++;
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, lane) => talk(lane)));
  return sent;
}

/** Says again what was once said. */
export async function holdAgain({
  port,
  index,
  ...again
}: KeptFrames & { port: number; index: number }): Promise<void> {
  await new Conversation({ port, seed: 0, index, lane: index, sessions: [], again }).hold();
}

interface ConversationOptions extends Pick<SendFrames, 'port' | 'seed'> {
  readonly index: number;
  readonly lane: number;
  /** Those that were given away lately; the conversation adds its own. */
  readonly sessions: string[];
  /** Instead of what the seed gives. */
  readonly again?: KeptFrames;
  readonly last?: LastSent;
}

class Conversation {
  private readonly options: ConversationOptions;
  private readonly random: Random;
  private readonly knowledge: Knowledge;
  private readonly tcp: Socket;
  private readonly socket: WebSocket;
  private readonly closed: Promise<void>;
  private answers = 0;
  private onAnswer: (id: number) => void = () => {};

  constructor(options: ConversationOptions) {
    const { port, seed, index, lane, sessions } = options;
    this.options = options;
    this.random = new Random(seed, index);
    const first = index - (index % TOGETHER);
    this.knowledge = {
      channelName: `fuzz-${first / TOGETHER}`,
      uid: String(index),
      others: Array.from({ length: TOGETHER / 2 }, (_, at) => String(first + 2 * at + 1)),
      sessions,
    };
    const localAddress = attackerAddress(lane);
    this.tcp = connect({ port, host: HOST, localAddress, noDelay: true });
    this.socket = new WebSocket(`ws://${HOST}:${port}`, SUBPROTOCOL, {
      createConnection: () => this.tcp,
      perMessageDeflate: false,
    });
    this.closed = new Promise((resolve, reject) => {
      // Resets and refusals are answers; nobody there is none.
      this.socket.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED') reject(error);
      });
      this.socket.on('close', () => resolve());
    });
    this.closed.catch(() => {});
    this.socket.on('message', (data: Buffer) => this.received(data));
  }

  async hold(): Promise<{ answered: number; broken: boolean }> {
    const { index, again } = this.options;
    const { random, knowledge, socket } = this;
    await this.opened();
    const isJoined = again ? again.isJoined : index % 2 === 1;
    if (isJoined) await this.ask({ id: OWN_IDS, method: 'join', params: validJoin(knowledge) });
    const frames = again ? again.frames : this.frames(isJoined);
    this.options.last?.add({ isJoined, frames });
    this.answers = 0;
    for (const frame of frames) socket.send('text' in frame ? frame.text : Buffer.from(frame.hex, 'hex'));
    await this.ask({ id: OWN_IDS + 1, method: 'heartbeat', params: {} });
    const answered = this.answers;
    const broken = random.chance(4) && socket.readyState === socket.OPEN;
    if (broken) this.tcp.end(mutateBytes(webSocketFrame(random), random));
    // A seat that is not given back waits for half a minute.
    else if (!again && !random.chance(8)) this.send({ id: OWN_IDS + 2, method: 'leave', params: {} });
    if (random.chance(2)) socket.close();
    else if (!broken) this.tcp.end();
    await this.within(this.closed, 'the close');
    return { answered, broken };
  }

  private frames(isJoined: boolean): readonly Payload[] {
    const { random, knowledge } = this;
    return Array.from({ length: FRAMES }, (_, at) => {
      const donor = validFrame(random, knowledge, isJoined, at);
      return mutateFrame(validFrame(random, knowledge, isJoined, at), random, donor);
    });
  }

  private async opened(): Promise<void> {
    const opened = new Promise<void>((resolve) => this.socket.on('open', () => resolve()));
    await this.within(Promise.race([opened, this.closed]), 'the connection');
  }

  /** Settles once it is answered, or the socket closed instead. */
  private async ask(frame: { id: number; method: string; params: object }): Promise<void> {
    const answered = new Promise<void>((resolve) => {
      this.onAnswer = (id) => {
        if (id === frame.id) resolve();
      };
    });
    this.send(frame);
    await this.within(Promise.race([answered, this.closed]), `the answer to "${frame.method}"`);
  }

  private send(frame: object): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  private received(data: Buffer): void {
    const { id, result } = JSON.parse(String(data)) as { id?: number | null; result?: { session?: string } };
    // What the gateway tells without being asked has no id.
    if (id === undefined) return;
    if (id === null || id < OWN_IDS) this.answers++;
    if (id !== null) this.onAnswer(id);
    const { sessions } = this.options;
    if (result?.session !== undefined) sessions.push(result.session);
    if (sessions.length > 30) sessions.shift();
  }

  private async within<Value>(promise: Promise<Value>, what: string): Promise<Value> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const message = `${what} of conversation ${this.options.index} did not come within ${ANSWERS_WITHIN} ms`;
      timer = setTimeout(() => reject(new Error(message)), ANSWERS_WITHIN);
    });
    try {
      return await Promise.race([promise, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function validJoin(knowledge: Knowledge): object {
  return validParams.join(new Random(1), { ...knowledge, sessions: [] }) as object;
}

/** RFC 6455 §5.2, masked with zeros. */
function webSocketFrame(random: Random): Buffer {
  const payload = Buffer.from('{"id":1,"method":"heartbeat"}'.padEnd(random.pick([40, 200]), ' '));
  const opcode = random.pick([0x81, 0x81, 0x01, 0x80, 0x82, 0x88, 0x89, 0x8a]);
  const length = payload.length < 126 ? Buffer.of(0x80 | payload.length) : Buffer.of(0xfe, 0, payload.length);
  return Buffer.concat([Buffer.of(opcode), length, Buffer.alloc(4), payload]);
}
