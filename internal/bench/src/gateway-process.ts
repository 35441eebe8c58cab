import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface GatewayProcess {
  readonly pid: number;
  readonly port: number;
  readonly rtmpPort: number;
  stop(): Promise<void>;
}

/** The built gateway's command on free ports of 127.0.0.1, as users run it: signalling in its process, media in another. */
export async function startGatewayProcess(settings: readonly string[] = []): Promise<GatewayProcess> {
  const program = fileURLToPath(new URL('./cli.js', import.meta.resolve('@callgrid/gateway')));
  const own = ['--host', '127.0.0.1', '--port', '0', '--rtmp-port', '0', '--allow-origin', '*'];
  const child = spawn(process.execPath, [program, ...own, '--store', 'none', ...settings], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const ready = new Promise<{ port: number; rtmpPort: number }>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (process.env.BENCH_LOG) console.error(line);
      const said = JSON.parse(line) as { msg: string; port: number; rtmpPort: number };
      if (said.msg === 'gateway ready') resolve(said);
    });
  });
  const failed = exited.then(([code]) => {
    throw new Error(`The gateway ended by itself: exit ${code}`);
  });
  const { port, rtmpPort } = await Promise.race([ready, failed]);
  // Whoever stops it need not hear that it ended.
  failed.catch(() => {});
  return {
    pid: child.pid!,
    port,
    rtmpPort,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
