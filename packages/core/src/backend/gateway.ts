import type { Backend, BackendCapabilities } from './backend.ts';
import { GatewaySession } from './gateway-session.ts';

/** What a room run by our own rules can do. */
export const gatewayCapabilities: BackendCapabilities = {
  resume: true,
  leaveReasons: true,
  roles: true,
  screen: true,
  mediaStates: true,
  speaking: true,
  tokenRenewal: true,
};

/** Rooms on a CallGrid gateway. `url` is its WebSocket address, such as `wss://call.example.com`. */
export function gateway(url: string): Backend {
  return {
    capabilities: gatewayCapabilities,
    open: (platform, intent, listener) => new GatewaySession(url, platform, intent, listener),
  };
}
