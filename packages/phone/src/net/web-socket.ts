import type { OpenSocket } from './phone-socket.ts';

const ABNORMAL = 1006;

/** Opens a real WebSocket from a page, which cannot send the headers that the mini program wants. */
export const openWebSocket: OpenSocket = ({ url, protocols }, listener) => {
  const socket = new WebSocket(url, protocols);
  socket.binaryType = 'arraybuffer';
  let over = false;
  const close = (code: number, reason: string) => {
    if (over) return;
    over = true;
    listener.closed(code, reason);
  };
  const unlessOver = (tell: () => void) => {
    if (!over) tell();
  };
  socket.onopen = () => unlessOver(() => listener.opened({}));
  socket.onmessage = ({ data }) => unlessOver(() => listener.message(data as string | ArrayBuffer));
  socket.onerror = () => unlessOver(() => listener.failed('connectSocket:fail'));
  socket.onclose = ({ code, reason }) => close(code, reason);
  return {
    get readyState() {
      return over ? WebSocket.CLOSED : socket.readyState;
    },
    send: (data) => socket.send(data as string | Uint8Array<ArrayBuffer>),
    close: (code, reason) => socket.close(code, reason),
    // A page always closes in order; the mini program is told of a break all the same.
    terminate() {
      socket.close();
      setTimeout(() => close(ABNORMAL, ''), 0);
    },
  };
};
