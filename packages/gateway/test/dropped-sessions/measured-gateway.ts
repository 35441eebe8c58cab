import { readdirSync } from 'node:fs';
import { queryObjects } from 'node:v8';
import { answerParent } from '@callgrid/test-kit/answer-parent';
import { createWebRtcProcess } from '@callgrid/webrtc';
import { pino } from 'pino';
import { StreamHub } from '../../../rtmp/src/hub/stream-hub.ts';
import { createGateway, type GatewayAddress, readConfig } from '../../src/index.ts';
import { PushBridge } from '../../src/webrtc/push-bridge.ts';

/** What can be asked of the gateway's process. */
export interface GatewayQuestions {
  /** `program`: that of the media process. */
  listen: { given: { readonly args: readonly string[]; readonly program: string }; answer: GatewayAddress };
  /** The newest. */
  mediaPid: { answer: number };
  /** What the media process, or the watch on it, warned of. */
  warnings: { answer: readonly string[] };
  measure: { answer: Measure };
}

/** What the process holds, after its garbage was collected; `rss` in bytes. */
export interface Measure {
  readonly files: number;
  readonly rss: number;
  readonly hubs: number;
  readonly bridges: number;
}

const warnings: string[] = [];
let mediaPid = 0;
const log = {
  debug() {},
  info: (fields: object) => {
    if ('mediaPid' in fields) mediaPid = Number(fields.mediaPid);
  },
  warn: (fields: object, message: string) =>
    void (warnings.length < 100 && warnings.push(`${message}: ${JSON.stringify(fields)}`)),
};

answerParent({
  listen: ({ args, program }: GatewayQuestions['listen']['given']) => {
    const webrtc = createWebRtcProcess({ bindAddress: '127.0.0.1', log }, program);
    return createGateway(readConfig(args, {}), { log: pino({ level: 'silent' }), webrtc }).listen();
  },
  mediaPid: () => mediaPid,
  warnings: () => warnings,
  measure: async (): Promise<Measure> => {
    // What one collection frees may hold what the next one can.
    for (let round = 0; round < 3; round += 1) {
      globalThis.gc!();
      await new Promise((resolve) => setImmediate(resolve));
    }
    return {
      files: readdirSync('/proc/self/fd').length,
      rss: process.memoryUsage().rss,
      hubs: queryObjects(StreamHub, { format: 'count' }) as unknown as number,
      bridges: queryObjects(PushBridge, { format: 'count' }) as unknown as number,
    };
  },
});
