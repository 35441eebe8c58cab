import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';

const running = new Set<ChildProcess>();
let watching = false;

/**
 * Starts an ffmpeg that cannot outlive this process: it is killed on exit, and should this process be killed
 * itself, the end of its standard input ends it.
 */
export function startChild(command: string, args: string[], stdio: StdioOptions): ChildProcess {
  if (!watching) {
    watching = true;
    process.once('exit', () => {
      for (const child of running) child.kill('SIGKILL');
    });
  }
  const child = spawn(command, args, { stdio });
  running.add(child);
  // Both are told: a command that is not there has no exit.
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  for (const stream of child.stdio) stream?.on('error', () => undefined);
  return child;
}

/** The ids of the children that run now. */
export function runningChildren(): number[] {
  return [...running].flatMap((child) => (child.pid === undefined ? [] : [child.pid]));
}
