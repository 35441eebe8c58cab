import type { InProcessGateway } from '@callgrid/gateway/in-process';
import type { OpenSocket } from '@callgrid/phone/browser';

const ABNORMAL = 1006;

/** WebSockets that lead into a gateway of this page, whatever their address says. */
export function gatewaySocket(gateway: InProcessGateway): OpenSocket {
  return (_request, listener) => {
    let readyState = 0;
    const closed = (code: number, reason: string) => {
      readyState = 3;
      listener.closed(code, reason);
    };
    const socket = gateway.connect({
      opened() {
        readyState = 1;
        listener.opened({});
      },
      received: (text) => listener.message(text),
      closed,
    });
    return {
      get readyState() {
        return readyState;
      },
      send(data) {
        if (readyState === 1 && typeof data === 'string') socket.say(data);
      },
      close(code, reason) {
        if (readyState >= 2) return;
        readyState = 2;
        socket.leave();
        setTimeout(() => closed(code, reason), 0);
      },
      terminate() {
        if (readyState === 3) return;
        readyState = 2;
        socket.leave();
        setTimeout(() => closed(ABNORMAL, ''), 0);
      },
    };
  };
}
