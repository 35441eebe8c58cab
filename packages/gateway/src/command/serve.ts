import { readConfig, settings } from '../config/gateway-config.ts';
import { createGateway } from '../gateway.ts';
import type { Command } from './command.ts';

/** Runs a gateway until it is told to stop. */
export const serve: Command = {
  name: 'serve',
  about: 'run a gateway: signalling and media for group calls, in one process',
  settings,
  notes: `Clients join at ws://HOST:PORT; phones push and pull on the RTMP port, browsers by WHIP and WHEP on the first one and over UDP.
GET /health says how it is. Browsers and phones hear each other only where there is an ffmpeg.
Logs are JSON lines on standard output. SIGINT and SIGTERM stop it gracefully; calls survive a restart.
Without --secret it is in debug mode: anybody who reaches it may join any room as anybody.`,
  run: async (args, env) => {
    const gateway = createGateway(readConfig(args, env));
    try {
      await gateway.listen();
    } catch (error) {
      console.error(explain(error));
      process.exitCode = 1;
      return;
    }
    let stopping = false;
    const stop = () => {
      if (stopping) process.exit(1);
      stopping = true;
      void gateway.close().then(() => process.exit(0));
    };
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  },
};

function explain(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Choose another with --port or --rtmp-port.`;
  if (code === 'EACCES')
    return `Port ${port} needs more rights. Choose one above 1023 with --port or --rtmp-port.`;
  return `The gateway could not start: ${message}`;
}
