import { createServer } from 'node:net';
import { Worker } from 'node:worker_threads';
import type { GatewayAddress } from '@callgrid/gateway';
import { gatewaySettings } from './gateway-settings.ts';
import type { GatewayWorkerData } from './gateway-worker.ts';

export interface GatewayThread {
  readonly address: GatewayAddress;
  /** Rejects should the gateway end by itself; never resolves. */
  readonly crashed: Promise<never>;
  stop(): Promise<void>;
}

/** Starts a gateway in a thread, with more settings as on its command line; its log goes to `logFile`. Rejects with what it said when it cannot start. */
export async function startGateway(
  ports: { port: number; rtmpPort: number },
  logFile: string,
  settings: readonly string[] = [],
): Promise<GatewayThread> {
  const config = gatewaySettings(ports, settings, process.env);
  const workerData: GatewayWorkerData = { config, logFile };
  const worker = new Worker(new URL('./gateway-worker.js', import.meta.url), { workerData });
  let stopping = false;
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const crashed = new Promise<never>((_, reject) => {
    const fail = (detail: string) => {
      if (!stopping) reject(new Error(`The gateway ended by itself: ${detail}. Its log: ${logFile}`));
    };
    worker.once('error', ({ message }) => fail(message));
    worker.once('exit', (code) => fail(`exit ${code}`));
  });
  // Whoever only waits for `stop` need not hear of it.
  crashed.catch(() => {});
  const started = new Promise<GatewayAddress>((resolve, reject) => {
    worker.once('message', (message: { address: GatewayAddress } | { failed: string }) => {
      if ('address' in message) resolve(message.address);
      else reject(new Error(`The gateway could not start: ${message.failed}`));
    });
  });
  return {
    address: await Promise.race([started, crashed]),
    crashed,
    stop: async () => {
      stopping = true;
      worker.postMessage('stop');
      await exited;
    },
  };
}

/** The port, or when it is taken the next free one of the hundred after it. */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port < wanted + 100; port++) if (await isFree(port)) return port;
  throw new Error(`No free port from ${wanted} to ${wanted + 99}.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '0.0.0.0', () => probe.close(() => resolve(true)));
  });
}
