import { type Clock, type Requests, RtcError, timers } from '@callgrid/protocol';
import type { BackendCommand } from './backend.ts';

type Send = (
  method: BackendCommand,
  params: object,
  answered: (result: unknown) => void,
  failed: (error: RtcError) => void,
) => void;

interface Entry {
  readonly method: BackendCommand;
  readonly params: object;
  /** Of these two the first that is called counts. */
  resolve(result: unknown): void;
  reject(error: RtcError): void;
}

/**
 * Commands on their way to the gateway. One that loses its connection waits for the next one and is sent
 * again, in order: every command means the same when said twice. After the command's time it rejects.
 */
export class CommandQueue {
  private readonly entries = new Set<Entry>();
  private send: Send | null = null;
  private readonly clock: Clock;
  private readonly timedOut: (method: BackendCommand) => void;

  constructor(clock: Clock, timedOut: (method: BackendCommand) => void) {
    this.clock = clock;
    this.timedOut = timedOut;
  }

  add<Method extends BackendCommand>(
    method: Method,
    params: Requests[Method]['params'],
  ): Promise<Requests[Method]['result']> {
    return new Promise((resolve, reject) => {
      const stopTimer = this.clock.after(timers.command, () => {
        const message = `"${method}" got no answer within ${timers.command} ms. Try again.`;
        entry.reject(new RtcError('request/timeout', message));
        this.timedOut(method);
      });
      const once =
        <Value>(settle: (value: Value) => void) =>
        (value: Value) => {
          if (!this.entries.delete(entry)) return;
          stopTimer();
          settle(value);
        };
      const entry: Entry = {
        method,
        params,
        resolve: once((result) => resolve(result as Requests[Method]['result'])),
        reject: once(reject),
      };
      this.entries.add(entry);
      this.dispatch(entry);
    });
  }

  /** A connection is there: sends what waits, and what comes. */
  connected(send: Send): void {
    this.send = send;
    for (const entry of this.entries) this.dispatch(entry);
  }

  /** The connection is gone: what comes waits. */
  disconnected(): void {
    this.send = null;
  }

  /** Rejects everything; nothing can be sent any more. */
  close(error: RtcError): void {
    this.send = null;
    for (const entry of [...this.entries]) entry.reject(error);
  }

  private dispatch({ method, params, resolve, reject }: Entry): void {
    this.send?.(method, params, resolve, (error) => {
      if (error.code !== 'connection/lost') reject(error);
    });
  }
}
