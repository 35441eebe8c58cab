import type { CloseReason } from '../server/server-events.ts';
import type { FlvCarrier } from './flv-carrier.ts';

/** What we use of a WebSocket that is open; `ws`' `WebSocket` fits. */
export interface FlvSocket {
  readonly bufferedAmount: number;
  send(data: Uint8Array, done?: (error?: Error) => void): void;
  close(code?: number, reason?: string): void;
  /** Ends the TCP connection at once; without it, `close` is used. */
  terminate?(): void;
  on(event: 'close' | 'error' | 'message', listener: () => void): unknown;
}

/** RFC 6455 §7.4: policy violation, going away, try again later. */
const CLOSE_CODES: Partial<Record<CloseReason, number>> = {
  refused: 1008,
  disconnected: 1008,
  serverClosed: 1001,
};
const TRY_AGAIN_LATER = 1013;

/** FLV in the messages of a WebSocket. */
export function webSocketCarrier(socket: FlvSocket): FlvCarrier {
  return {
    protocol: 'ws-flv',
    get pendingBytes() {
      return socket.bufferedAmount;
    },
    begin() {},
    // A send that fails is followed by `close`.
    write: (bytes) => socket.send(bytes, () => {}),
    close(reason, detail) {
      // A close frame would wait behind what the peer does not read.
      if (reason === 'stalledReader' && socket.terminate) socket.terminate();
      else socket.close(CLOSE_CODES[reason] ?? TRY_AGAIN_LATER, closeText(detail ?? reason));
    },
    onGone(gone) {
      socket.on('close', gone);
      socket.on('error', gone);
    },
  };
}

/** RFC 6455 §5.5.1: at most 123 bytes of reason. */
function closeText(text: string): string {
  let short = text.slice(0, 123);
  while (Buffer.byteLength(short) > 123) short = short.slice(0, -1);
  return short;
}
