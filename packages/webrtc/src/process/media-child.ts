import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { FromMediaProcess, ToMediaProcess } from './process-message.ts';

const PING_EVERY_MS = 1_000;
/**
 * A child that answers none of so many pings hangs. Not a time: where this process itself stood still, the answers have
 * come and are only not read yet.
 */
const UNANSWERED = 10;

export interface MediaChildListener {
  said(message: FromMediaProcess): void;
  /** Said once; nothing follows. */
  ended(reason: string): void;
}

/** One run of the media process; it is ended when it does not answer. */
export class MediaChild {
  private readonly child: ChildProcess;
  private readonly watch: NodeJS.Timeout;
  private unanswered = 0;
  private reason: string | undefined;

  constructor(program: string, listener: MediaChildListener) {
    const child = fork(program, [], {
      serialization: 'advanced',
      execArgv: [],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child = child;
    let complaint = '';
    child.stderr?.on('data', (text) => {
      complaint = `${complaint}${text}`.slice(-500);
    });
    child.on('message', (message) => {
      this.unanswered = 0;
      listener.said(message as FromMediaProcess);
    });
    // A channel that breaks is followed by the exit.
    child.on('error', ({ message }) => {
      complaint ||= message;
    });
    let isOver = false;
    const end = (code: number | null, signal: string | null) => {
      if (isOver) return;
      isOver = true;
      clearInterval(this.watch);
      listener.ended(this.reason ?? (complaint.trim() || (signal ?? `exit ${code}`)));
    };
    child.once('exit', end);
    // One that never ran has no exit.
    child.once('error', () => {
      if (child.pid === undefined) end(null, null);
    });
    this.watch = setInterval(() => {
      if (this.unanswered >= UNANSWERED) return this.kill('it did not answer');
      this.unanswered += 1;
      this.say({ type: 'ping' });
    }, PING_EVERY_MS);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** `sent` is called in any case. */
  say(message: ToMediaProcess, sent: () => void = () => {}): void {
    if (this.child.connected) this.child.send(message, sent);
    else sent();
  }

  kill(reason: string): void {
    this.reason ??= reason;
    this.child.kill('SIGKILL');
  }

  /** Settles once the process is no more. */
  async gone(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null && this.child.pid !== undefined)
      await once(this.child, 'exit');
  }
}
