import { parentPort, workerData } from 'node:worker_threads';
import { createGateway, type GatewayConfig } from '@callgrid/gateway';

/** The gateway in a thread of its own: phones at work do not delay it, and it never outlives the process. */
const gateway = createGateway(workerData as GatewayConfig);

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
