import { STATUS_CODES } from 'node:http';
import type { CloseReason } from '../server/server-events.ts';
import type { FlvCarrier } from './flv-carrier.ts';

/** What we use of an HTTP answer that has not begun; Node's `ServerResponse` fits. Headers set before are kept. */
export interface FlvResponse {
  /** Bytes that have not left the process. */
  readonly writableLength: number;
  writeHead(status: number, headers: Record<string, string>): unknown;
  flushHeaders(): void;
  write(bytes: Uint8Array): unknown;
  end(text?: string): unknown;
  destroy(): unknown;
  on(event: 'close' | 'error', listener: () => void): unknown;
}

/** FLV as the endless body of an HTTP answer. One that is refused before it began is answered with problem details (RFC 9457). */
export function httpCarrier(response: FlvResponse): FlvCarrier {
  let begun = false;
  return {
    protocol: 'http-flv',
    get pendingBytes() {
      return response.writableLength;
    },
    begin() {
      begun = true;
      response.writeHead(200, { 'content-type': 'video/x-flv', 'cache-control': 'no-store' });
      // A player that waits for its publisher is to know that it was let in.
      response.flushHeaders();
    },
    write: (bytes) => void response.write(bytes),
    close(reason, detail) {
      if (begun) {
        // An end would wait behind what the peer does not read.
        if (reason === 'stalledReader') response.destroy();
        else response.end();
        return;
      }
      const status = statusOf(reason);
      const problem = { type: 'about:blank', title: STATUS_CODES[status], status, detail };
      response.writeHead(status, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify(problem));
    },
    onGone(gone) {
      response.on('close', gone);
      response.on('error', gone);
    },
  };
}

function statusOf(reason: CloseReason): number {
  return reason === 'refused' ? 403 : 503;
}
