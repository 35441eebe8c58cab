import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { build } from 'esbuild';

/** The end of what a process said, in characters: enough for a stack, and what was on its way. */
const OUTPUT = 200_000;

/** A process of its own that runs one of our sources, and answers questions. */
export interface Child<Questions> {
  readonly pid: number;
  /** Rejects with what it said should it end by itself; never resolves. */
  readonly ended: Promise<never>;
  ask<Name extends keyof Questions & string>(
    name: Name,
    ...given: Questions[Name] extends { given: infer Given } ? [Given] : []
  ): Promise<Questions[Name] extends { answer: infer Answer } ? Answer : never>;
  stop(): Promise<void>;
}

/**
 * Bundles a source of the package in `folder` and runs it, with the garbage collector at hand; an exception that it does
 * not catch ends it. `external`: packages that cannot be bundled, such as those with native code.
 */
export async function startChild<Questions>(
  folder: string,
  entry: string,
  external: readonly string[] = [],
): Promise<Child<Questions>> {
  const bundle = path.join(folder, 'node_modules/.cache/callgrid', `${path.basename(entry, '.ts')}.js`);
  await build({
    entryPoints: [path.join(folder, 'src', entry)],
    outfile: bundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@callgrid/source'],
    packages: 'bundle',
    external: [...external],
    // Some of what is bundled asks for Node's modules the old way.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  return new ForkedChild<Questions>(fork(bundle, { execArgv: ['--expose-gc'], silent: true }));
}

class ForkedChild<Questions> implements Child<Questions> {
  readonly ended: Promise<never>;
  private readonly child: ChildProcess;
  private readonly asked = new Map<number, { resolve(answer: never): void; reject(error: Error): void }>();
  private output = '';
  private last = 0;
  private stopping = false;

  constructor(child: ChildProcess) {
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data) => {
        this.output = (this.output + data).slice(-OUTPUT);
      });
    child.on('message', ({ id, answer, failed }: { id: number; answer: never; failed?: string }) => {
      const waiting = this.asked.get(id);
      this.asked.delete(id);
      if (failed === undefined) waiting?.resolve(answer);
      else waiting?.reject(new Error(failed));
    });
    this.ended = new Promise((_, reject) => {
      child.once('close', (code, signal) => {
        const error = new Error(`the process ended (${signal ?? `exit ${code}`}): ${this.output}`);
        for (const waiting of this.asked.values()) waiting.reject(error);
        this.asked.clear();
        if (!this.stopping) reject(error);
      });
    });
    // Whoever only asks is told by the answer.
    this.ended.catch(() => {});
  }

  get pid(): number {
    return this.child.pid!;
  }

  ask: Child<Questions>['ask'] = (name, ...[given]) =>
    new Promise((resolve, reject) => {
      if (!this.child.connected) return reject(new Error(`the process has ended: ${this.output}`));
      const id = ++this.last;
      this.asked.set(id, { resolve, reject });
      this.child.send({ id, name, given });
    });

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.stopping = true;
    const closed = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await closed;
  }
}
