import { parentPort, workerData } from 'node:worker_threads';
import { createGateway, type GatewayConfig } from '@callgrid/gateway';
import { pino } from 'pino';

export interface GatewayWorkerData {
  readonly config: GatewayConfig;
  readonly logFile: string;
}

/** The gateway in a thread of its own: phones at work do not delay it, and it never outlives the process. */
const { config, logFile } = workerData as GatewayWorkerData;
const log = pino({ level: config.logLevel }, pino.destination({ dest: logFile, mkdir: true }));
const gateway = createGateway(config, { log });

parentPort!.once('message', () => {
  void gateway.close().then(() => parentPort!.close());
});

gateway.listen().then(
  (address) => parentPort!.postMessage({ address }),
  (error: NodeJS.ErrnoException) => {
    parentPort!.postMessage({ failed: error.message });
    parentPort!.close();
  },
);
