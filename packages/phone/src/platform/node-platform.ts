import { openWsSocket } from '../net/ws-socket.ts';
import { openNodeRealm } from '../realm/node-realm.ts';
import type { PhonePlatform } from './phone-platform.ts';

/** Node: jsdom to draw in, a context of `node:vm` for the logic, the sockets of `ws`. */
export const nodePlatform: PhonePlatform = {
  openRealm: openNodeRealm,
  openSocket: openWsSocket,
  nextTurn: (run) => void setImmediate(run),
};
