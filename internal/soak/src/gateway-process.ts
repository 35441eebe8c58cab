import { readdirSync } from 'node:fs';
import { createGateway, type GatewayAddress, readConfig } from '@callgrid/gateway';
import { answerParent } from '@callgrid/test-kit/answer-parent';
import { pino } from 'pino';

/** What can be asked of the gateway's process. */
export interface GatewayQuestions {
  listen: { given: { readonly args: readonly string[] }; answer: GatewayAddress };
  sample: { answer: Sample };
}

/** How the process stands, after its garbage was collected. Bytes, and open files. */
export interface Sample {
  readonly rss: number;
  readonly heap: number;
  readonly fds: number;
  /** What it logged as an error. */
  readonly errors: readonly string[];
}

const errors: string[] = [];
const log = pino(
  { level: 'error' },
  { write: (line: string) => void (errors.length < 20 && errors.push(line)) },
);

answerParent({
  listen: ({ args }: GatewayQuestions['listen']['given']) =>
    createGateway(readConfig([...args, '--no-webrtc'], {}), { log }).listen(),
  sample: async (): Promise<Sample> => {
    // What one collection frees may hold what the next one can.
    for (let round = 0; round < 3; round++) {
      globalThis.gc!();
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { rss, heapUsed: heap } = process.memoryUsage();
    return { rss, heap, fds: readdirSync('/proc/self/fd').length, errors };
  },
});
