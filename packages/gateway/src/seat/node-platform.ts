import type { Platform, PlatformCapabilities } from '@callgrid/core';
import { WebSocket } from 'ws';
import { systemClock } from '../clock/system-clock.ts';

/** Node.js, for a client that has neither screen nor camera. Nobody tells it of its network: heartbeats do. */
export function createNodePlatform({ push, pull }: Pick<PlatformCapabilities, 'push' | 'pull'>): Platform {
  return {
    name: 'node',
    clock: systemClock,
    random: Math.random,
    openSocket: (url, protocol, listener) => {
      const socket = new WebSocket(url, protocol);
      let trouble = '';
      socket.on('open', () => listener.opened());
      socket.on('message', (data, isBinary) => {
        if (!isBinary) listener.received(String(data));
      });
      // A close follows, which by itself says 1006 whatever was wrong.
      socket.on('error', (error) => {
        trouble = explain(error);
      });
      socket.on('close', (code, reason) => listener.closed({ code, reason: String(reason) || trouble }));
      return {
        send: (text) => {
          if (socket.readyState === WebSocket.OPEN) socket.send(text);
        },
        close: (code, reason) => socket.close(code, reason),
      };
    },
    onNetworkChanged: () => () => {},
    onVisibilityChanged: () => () => {},
    onInterruptionChanged: () => () => {},
    capabilities: { push, pull, maxPlayers: 1 },
  };
}

/** Node tries every address of a name, and says what was wrong with each in `errors`. */
function explain({ message, errors }: Error & { errors?: readonly Error[] }): string {
  return message || (errors?.map((it) => it.message).join(', ') ?? '');
}
