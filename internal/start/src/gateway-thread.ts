import { createServer } from 'node:net';
import { Worker } from 'node:worker_threads';
import { type GatewayAddress, readConfig } from '@callgrid/gateway';
import type { GatewayWorkerData } from './gateway-worker.ts';

export interface GatewayThread {
  readonly address: GatewayAddress;
  stop(): Promise<void>;
}

/** Starts a gateway in a thread; its log goes to `logFile`. Rejects with what it said when it cannot start. */
export async function startGateway(
  { port, rtmpPort }: { port: number; rtmpPort: number },
  logFile: string,
): Promise<GatewayThread> {
  const config = readConfig(
    ['--port', String(port), '--rtmp-port', String(rtmpPort), '--allow-origin', '*'],
    {},
  );
  const workerData: GatewayWorkerData = { config, logFile };
  const worker = new Worker(new URL('./gateway-worker.js', import.meta.url), { workerData });
  const address = await new Promise<GatewayAddress>((resolve, reject) => {
    worker.once('message', (message: { address: GatewayAddress } | { failed: string }) => {
      if ('address' in message) resolve(message.address);
      else reject(new Error(`The gateway could not start: ${message.failed}`));
    });
    worker.once('error', reject);
  });
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  return {
    address,
    stop: async () => {
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
