import {
  type ClientTimers,
  closeCodes,
  isErrorCode,
  type NotificationFrame,
  type RequestMethod,
  type ResponseFrame,
  RtcError,
  SUBPROTOCOL,
  timers,
} from '@callgrid/protocol';
import type { Platform, Socket } from '../platform/platform.ts';

export interface SignallingListener {
  opened(): void;
  notified(frame: NotificationFrame): void;
  /** Said exactly once; every request without an answer has failed with `connection/lost` before. */
  closed(info: { readonly code: number; readonly reason: string }): void;
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: RtcError): void;
}

/** connecting → open → closed: one WebSocket to the gateway, with requests and answers paired and silence noticed. */
export class SignallingSocket {
  private readonly platform: Platform;
  private readonly listener: SignallingListener;
  private readonly socket: Socket;
  private readonly pending = new Map<number, Pending>();
  private state: 'connecting' | 'open' | 'closed' = 'connecting';
  private lastId = 0;
  private stopAttempt: () => void;
  private stopHeartbeat = (): void => {};
  private stopSilence = (): void => {};
  private silence = 0;

  constructor(platform: Platform, url: string, listener: SignallingListener) {
    this.platform = platform;
    this.listener = listener;
    this.stopAttempt = platform.clock.after(timers.attempt, () =>
      this.close(closeCodes.silent, `no connection within ${timers.attempt} ms`),
    );
    this.socket = this.openSocket(url);
  }

  /**
   * Asks the gateway. Exactly one of the two is called: `answered` in the very turn in which the answer is read,
   * before any later frame; `failed` with the gateway's error, or with `connection/lost`. Has no time limit.
   */
  request(
    method: RequestMethod,
    params: object,
    answered: (result: unknown) => void,
    failed: (error: RtcError) => void,
  ): void {
    if (this.state !== 'open') return failed(lost('The gateway is not connected.'));
    const id = ++this.lastId;
    this.pending.set(id, { resolve: answered, reject: failed });
    this.socket.send(JSON.stringify({ id, method, params }));
  }

  /** Begins to send heartbeats, and to close when nothing is heard for too long. */
  keepAlive({ heartbeat, silence }: ClientTimers): void {
    const { clock } = this.platform;
    const beat = () => {
      // A missing answer is noticed as silence.
      this.request('heartbeat', {}, ignore, ignore);
      this.stopHeartbeat = clock.after(heartbeat, beat);
    };
    this.stopHeartbeat = clock.after(heartbeat, beat);
    this.silence = silence;
    this.heard();
  }

  /** Asks at once whether the other side is still there, and closes when nothing is heard for `ms`. */
  probe(ms: number): void {
    if (this.state !== 'open') return;
    this.request('heartbeat', {}, ignore, ignore);
    this.expectWithin(ms);
  }

  /** Closes at once, without waiting for the other side. */
  close(code: number, reason: string): void {
    if (this.state === 'closed') return;
    this.socket.close(code, reason);
    this.closed({ code, reason });
  }

  /** A platform that throws, as a browser does at a URL that is none, has told that there is no connection. */
  private openSocket(url: string): Socket {
    const { platform } = this;
    try {
      return platform.openSocket(url, SUBPROTOCOL, {
        opened: () => this.opened(),
        received: (text) => this.received(text),
        closed: (info) => this.closed(info),
      });
    } catch (error) {
      this.stopAttempt();
      this.stopAttempt = platform.clock.after(0, () => this.close(1006, String(error)));
      return { send() {}, close() {} };
    }
  }

  private opened(): void {
    if (this.state !== 'connecting') return;
    this.state = 'open';
    this.stopAttempt();
    this.listener.opened();
  }

  private received(text: string): void {
    if (this.state !== 'open') return;
    this.heard();
    const frame = parse(text);
    if (!frame) return;
    if ('method' in frame) this.listener.notified(frame);
    else this.answered(frame);
  }

  private answered(frame: ResponseFrame): void {
    const pending = this.pending.get(frame.id ?? -1);
    if (!pending || frame.id === null) return;
    this.pending.delete(frame.id);
    if ('result' in frame) pending.resolve(frame.result);
    else pending.reject(toError(frame.error));
  }

  private heard(): void {
    if (this.silence > 0) this.expectWithin(this.silence);
  }

  private expectWithin(ms: number): void {
    this.stopSilence();
    this.stopSilence = this.platform.clock.after(ms, () =>
      this.close(closeCodes.silent, `nothing heard for ${ms} ms`),
    );
  }

  private closed(info: { code: number; reason: string }): void {
    if (this.state === 'closed') return;
    this.state = 'closed';
    this.stopAttempt();
    this.stopHeartbeat();
    this.stopSilence();
    for (const { reject } of this.pending.values()) reject(lost('The connection to the gateway was lost.'));
    this.pending.clear();
    this.listener.closed(info);
  }
}

const ignore = (): void => {};

/** A frame that is not ours is left alone: a newer gateway may say more than this client knows. */
function parse(text: string): NotificationFrame | ResponseFrame | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    return typeof frame === 'object' && frame !== null
      ? (frame as NotificationFrame | ResponseFrame)
      : undefined;
  } catch {
    return undefined;
  }
}

function toError({ code, message }: { code: string; message: string }): RtcError {
  return isErrorCode(code)
    ? new RtcError(code, message)
    : new RtcError('request/failed', `${code}: ${message}`);
}

function lost(message: string): RtcError {
  return new RtcError('connection/lost', message);
}
