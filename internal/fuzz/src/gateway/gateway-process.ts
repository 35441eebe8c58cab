import { createGateway, type Gateway, type GatewayAddress, readConfig } from '@callgrid/gateway';
import { spyRequests } from '@callgrid/gateway/test/spy-requests';
import type { RtmpServer } from '@callgrid/rtmp';
import { spyMessages } from '@callgrid/rtmp/test/spy-messages';
import { answerParent } from '@callgrid/test-kit/answer-parent';
import { pino } from 'pino';
import { OWN_TIMESTAMP } from '../rtmp/conversation.ts';
import { type PlayedStreams, type PlayStreams, playing, playStreams } from '../rtmp/play-streams.ts';
import { OWN_IDS } from '../signalling/valid-frame.ts';
import { ATTACKERS, HOST } from './addresses.ts';

/** What can be asked of the gateway's process. */
export interface GatewayQuestions {
  listen: { given: { readonly args: readonly string[] }; answer: GatewayAddress };
  sample: { answer: Sample };
  playStreams: { given: PlayStreams; answer: PlayedStreams };
}

/** How the process stands, after its garbage was collected. Bytes. */
export interface Sample {
  readonly rss: number;
  readonly heap: number;
  readonly external: number;
  /** TCP connections and timers that are open. */
  readonly sockets: number;
  readonly timers: number;
  /** Mutated frames that were read as a request of this method, and were not one too many. */
  readonly requests: Readonly<Record<string, number>>;
  /** Those of them whose sender was seated. */
  readonly seated: Readonly<Record<string, number>>;
  /** Messages in mutated streams that were read as ones of this type. */
  readonly messages: Readonly<Record<number, number>>;
  /** What the gateway logged, and how often; no line is kept twice. */
  readonly logged: Readonly<Record<string, number>>;
  /** Errors it logged, and warnings that say that some code of ours threw. */
  readonly failures: readonly string[];
}

const requests: Record<string, number> = {};
const seated: Record<string, number> = {};
const messages: Record<number, number> = {};
const logged: Record<string, number> = {};
const failures: string[] = [];
let gateway: Gateway;
let lastRequest: unknown;

spyRequests(({ host, isSeated, request }) => {
  const { id, method } = request;
  lastRequest = request;
  if (!host.startsWith(HOST) || id >= OWN_IDS) return;
  requests[method] = (requests[method] ?? 0) + 1;
  if (isSeated) seated[method] = (seated[method] ?? 0) + 1;
});
spyMessages(({ remoteAddress, type, timestamp }) => {
  if (!remoteAddress.startsWith(ATTACKERS) || timestamp === OWN_TIMESTAMP) return;
  messages[type] = (messages[type] ?? 0) + 1;
});

const log = pino({ level: 'warn' }, { write: note });

function note(line: string): void {
  const { level, msg } = JSON.parse(line) as { level: number; msg: string };
  logged[msg] = (logged[msg] ?? 0) + 1;
  if ((level >= 50 || /threw|authorise failed/.test(msg)) && failures.length < 20)
    failures.push(`${line} at or after ${JSON.stringify(lastRequest)}`);
}

// What lies in memory here is lost with the process.
process.on('uncaughtExceptionMonitor', () =>
  console.error(`PLAYING ${JSON.stringify([...playing.values()])}`),
);

function rtmpServer(): RtmpServer {
  const { engine } = gateway as unknown as { readonly engine: { readonly rtmp: RtmpServer } };
  return engine.rtmp;
}

async function sample(): Promise<Sample> {
  // What one collection frees may hold what the next one can.
  for (let round = 0; round < 3; round++) {
    globalThis.gc!();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const { rss, heapUsed, external } = process.memoryUsage();
  const open = process.getActiveResourcesInfo();
  const count = (name: string) => open.filter((it) => it === name).length;
  const [sockets, timers] = [count('TCPSocketWrap'), count('Timeout')];
  return { rss, heap: heapUsed, external, sockets, timers, requests, seated, messages, logged, failures };
}

answerParent({
  listen: ({ args }: GatewayQuestions['listen']['given']) => {
    gateway = createGateway(readConfig([...args, '--no-webrtc'], {}), { log });
    return gateway.listen();
  },
  sample,
  playStreams: (given: PlayStreams) => playStreams(rtmpServer(), given),
});
