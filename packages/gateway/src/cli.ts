#!/usr/bin/env node
import { ConfigError, type GatewayConfig, readConfig, settings } from './config/gateway-config.ts';
import { createGateway } from './gateway.ts';

const USAGE = `callgrid-gateway: signalling and media for group calls, in one process

Usage: npx @callgrid/gateway [--setting value]…

Settings (or CALLGRID_… in the environment, such as CALLGRID_RTMP_PORT=1935):
${Object.entries(settings)
  .map(([name, { about, fallback }]) => {
    const suffix = fallback === undefined ? '' : ` (default ${fallback})`;
    return `  --${name.padEnd(17)} ${about}${suffix}`;
  })
  .join('\n')}
  --help              this text

Clients join at ws://HOST:PORT; phones push and pull on the RTMP port. GET /health says how it is.
Logs are JSON lines on standard output. SIGINT and SIGTERM stop it gracefully.
There are no tokens yet: the gateway is in debug mode, and anybody who reaches it may join any room.`;

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(USAGE);
    return;
  }
  const config = readOrExplain(args);
  if (!config) return;
  const gateway = createGateway(config);
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
}

function readOrExplain(args: readonly string[]): GatewayConfig | undefined {
  try {
    return readConfig(args, process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
    return undefined;
  }
}

function explain(error: unknown): string {
  const { code, port, message } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is taken. Choose another with --port or --rtmp-port.`;
  if (code === 'EACCES')
    return `Port ${port} needs more rights. Choose one above 1023 with --port or --rtmp-port.`;
  return `The gateway could not start: ${message}`;
}

void main();
