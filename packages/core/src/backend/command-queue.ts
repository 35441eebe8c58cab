import type { Clock } from '@callgrid/protocol';
import { type Requests, RtcError, timers } from '@callgrid/protocol';
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
  settled: boolean;
  settle(act: () => void): void;
  resolve(result: never): void;
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
      const stopTimer = this.clock.after(timers.command, () =>
        entry.settle(() => {
          reject(
            new RtcError(
              'request/timeout',
              `"${method}" got no answer within ${timers.command} ms. Try again.`,
            ),
          );
          this.timedOut(method);
        }),
      );
      const entry: Entry = {
        method,
        params,
        settled: false,
        resolve,
        reject,
        settle: (act) => {
          if (entry.settled) return;
          entry.settled = true;
          stopTimer();
          this.entries.delete(entry);
          act();
        },
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
    for (const entry of [...this.entries]) entry.settle(() => entry.reject(error));
  }

  private dispatch(entry: Entry): void {
    this.send?.(
      entry.method,
      entry.params,
      (result) => entry.settle(() => entry.resolve(result as never)),
      (error) => {
        if (error.code !== 'connection/lost') entry.settle(() => entry.reject(error));
      },
    );
  }
}
