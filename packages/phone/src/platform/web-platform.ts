import type { OpenSocket } from '../net/phone-socket.ts';
import { openWebSocket } from '../net/web-socket.ts';
import { openWebRealm, type WebRealmPlace } from '../realm/web-realm.ts';
import type { PhonePlatform } from './phone-platform.ts';

/** The page of a browser: iframes in `place`, and its own WebSockets unless others are given. */
export function createWebPlatform(
  place: WebRealmPlace,
  openSocket: OpenSocket = openWebSocket,
): PhonePlatform {
  return {
    openRealm: async (parts) => openWebRealm(place, parts),
    openSocket,
    nextTurn: (run) => void setTimeout(run, 0),
  };
}
