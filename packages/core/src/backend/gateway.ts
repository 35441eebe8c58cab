import type { Backend } from './backend.ts';
import { GatewaySession } from './gateway-session.ts';

/** Rooms on a CallGrid gateway. `url` is its WebSocket address, such as `wss://call.example.com`. */
export function gateway(url: string): Backend {
  return {
    capabilities: {
      resume: true,
      leaveReasons: true,
      roles: true,
      screen: true,
      mediaStates: true,
      tokenRenewal: true,
    },
    open: (platform, intent, listener) => new GatewaySession(url, platform, intent, listener),
  };
}
