import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
/** Within the package, so that what stays outside the bundle is found. */
const bundle = path.join(root, 'node_modules/.cache/callgrid/cli.js');
let built: Promise<unknown> | undefined;

/** The command line as a process of its own, which can be killed. */
export interface GatewayProcess {
  /** What it has written to standard output and error so far. */
  readonly output: string;
  /** Settles with the exit code, null for one that was killed. */
  readonly exited: Promise<number | null>;
  /** Sends the signal, and settles once the process is no more. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** Runs what is built of the command line, WebRTC in it, with these arguments. */
export function runBuiltGateway(args: readonly string[], { cwd = root } = {}): GatewayProcess {
  return run(path.join(root, 'dist/cli.js'), args, { cwd, env: { PATH: process.env.PATH ?? '' } });
}

/**
 * Runs the sources of the command line with these arguments and nothing else in the environment. It is without WebRTC,
 * whose process is a program that has to be built.
 */
export async function runGateway(
  args: readonly string[],
  { cwd = root, env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): Promise<GatewayProcess> {
  built ??= build({
    entryPoints: [path.join(root, 'src/cli.ts')],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@callgrid/source'],
    external: ['fastify', 'jose', 'pino', 'prom-client', 'valibot', 'ws'],
  });
  await built;
  return run(bundle, args, { cwd, env: { CALLGRID_NO_WEBRTC: 'true', ...env } });
}

function run(program: string, args: readonly string[], options: SpawnOptions): GatewayProcess {
  const child: ChildProcess = spawn(process.execPath, [program, ...args], options);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (data) => {
      output += data;
    });
  }
  const exited = once(child, 'close').then(([code]) => code as number | null);
  return {
    get output() {
      return output;
    },
    exited,
    end: (signal) => {
      child.kill(signal);
      return exited;
    },
  };
}
