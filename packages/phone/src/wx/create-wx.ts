import { appEvents } from './app-events.ts';
import { liveContext } from './live-context.ts';
import { media } from './media.ts';
import { navigation } from './navigation.ts';
import { network } from './network.ts';
import { request } from './request.ts';
import { socket } from './socket.ts';
import { storage } from './storage.ts';
import { system } from './system.ts';
import { ui } from './ui.ts';
import type { WxPort } from './wx-port.ts';

const FAMILIES = [system, storage, navigation, network, appEvents, ui, socket, request, liveContext, media];

/** The `wx` object of one phone. Reading an API it does not have is reported once per name. */
export function createWx(port: WxPort): Record<string, unknown> {
  const api: Record<string, unknown> = Object.assign({}, ...FAMILIES.map((family) => family(port)));
  // webpack's chunk list, which Taro keeps on `wx`, is no API.
  const reported = new Set<string>(['webpackJsonp']);
  return new Proxy(api, {
    get(target, name) {
      if (typeof name === 'string' && !(name in target) && !reported.has(name)) {
        reported.add(name);
        port.host.report.unknownApi(name);
      }
      return Reflect.get(target, name) as unknown;
    },
  });
}
