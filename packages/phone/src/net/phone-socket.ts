import type { HostSocket, SocketListener, SocketRequest } from '../runtime/host.ts';

/** A WebSocket of the phone. */
export interface PhoneSocket extends HostSocket {
  /** Ends it without a close frame, as a lost radio does: 1006 is told soon after. */
  terminate(): void;
}

/**
 * Opens a WebSocket. Throws when the request is none; tells nothing before it has returned; `closed` is told once and
 * last.
 */
export type OpenSocket = (request: SocketRequest, listener: SocketListener) => PhoneSocket;
