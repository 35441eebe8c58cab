import type { Access } from '../access/access.ts';
import { flvFraming } from '../flv/flv-framing.ts';
import type { CloseReason } from '../server/server-events.ts';
import type { Switchboard } from '../server/switchboard.ts';

/** What we use of a WebSocket that is open; `ws`' `WebSocket` fits. */
export interface FlvSocket {
  readonly bufferedAmount: number;
  send(data: Uint8Array, done?: (error?: Error) => void): void;
  close(code?: number, reason?: string): void;
  /** Ends the TCP connection at once; without it, `close` is used. */
  terminate?(): void;
  on(event: 'close' | 'error' | 'message', listener: () => void): unknown;
}

/** Who plays, as the HTTP request said. */
export interface FlvRequest {
  app: string;
  stream: string;
  query: Readonly<Record<string, string>>;
  remoteAddress: string;
}

/** RFC 6455 §7.4: policy violation, going away, try again later. */
const CLOSE_CODES: Partial<Record<CloseReason, number>> = {
  refused: 1008,
  disconnected: 1008,
  serverClosed: 1001,
};
const TRY_AGAIN_LATER = 1013;

/** One player over WebSocket: authorised, then fed by the same hub as everybody. */
export class FlvConnection {
  private status: 'authorising' | 'playing' | 'closed' = 'authorising';

  constructor(
    readonly connectionId: string,
    private readonly socket: FlvSocket,
    private readonly request: FlvRequest,
    private readonly switchboard: Switchboard,
    private readonly onClosed: () => void,
  ) {
    socket.on('close', () => this.leave('peerClosed', undefined));
    socket.on('error', () => this.leave('peerClosed', undefined));
    void this.authorise();
  }

  close(reason: CloseReason, detail?: string): void {
    if (this.status === 'closed') return;
    this.leave(reason, detail);
    // A close frame would wait behind what the peer does not read.
    if (reason === 'stalledReader' && this.socket.terminate) this.socket.terminate();
    else this.socket.close(CLOSE_CODES[reason] ?? TRY_AGAIN_LATER, closeText(detail ?? reason));
  }

  private async authorise(): Promise<void> {
    const { connectionId, request, switchboard, socket } = this;
    const access: Access = await switchboard.authorise({
      ...request,
      connectionId,
      direction: 'pull',
      protocol: 'ws-flv',
    });
    if (this.status === 'closed') return;
    if (!access.allowed) {
      this.close('refused', access.reason);
      return;
    }
    this.status = 'playing';
    const member = {
      connectionId,
      grant: access.grant,
      stream: request.stream,
      direction: 'pull' as const,
      close: (reason: CloseReason, detail?: string) => this.close(reason, detail),
    };
    switchboard.enter(member, access.kinds, {
      framing: flvFraming,
      get pendingBytes() {
        return socket.bufferedAmount;
      },
      // A send that fails is followed by `close`.
      write: (bytes) => socket.send(bytes, () => {}),
    });
  }

  private leave(reason: CloseReason, detail: string | undefined): void {
    if (this.status === 'closed') return;
    this.status = 'closed';
    this.switchboard.closed(this.connectionId, reason, detail);
    this.onClosed();
  }
}

/** RFC 6455 §5.5.1: at most 123 bytes of reason. */
function closeText(text: string): string {
  let short = text.slice(0, 123);
  while (Buffer.byteLength(short) > 123) short = short.slice(0, -1);
  return short;
}
