import type { PackedApp } from '../bundle/packed-app.ts';
import type { OpenSocket } from '../net/phone-socket.ts';
import { createWebPlatform } from '../platform/web-platform.ts';
import { Phone } from './phone.ts';
import type { PhoneSetting } from './phone-options.ts';

export interface PagePhoneOptions extends PhoneSetting {
  /** What `packApp(dist)` made in Node of a compiled mini program. */
  app: PackedApp;
  /** An element of the page, as large as the phone's screen without its bars; the mini program is drawn into it. */
  container: HTMLElement;
  /** What stands behind `wx.connectSocket`. The browser's own WebSocket when left out, without the request's headers. */
  openSocket?: OpenSocket;
}

/** A phone in the page of a browser. Made by `launchPhone`. */
export class PagePhone extends Phone {
  /** Where a live element is drawn; null when it is gone. */
  elementOf(nid: number): HTMLElement | null {
    return this.realm.elementOf(nid);
  }
}

/**
 * Runs a compiled mini program in the page. Resolves when its first page is on the screen. Rejects when the container
 * is not in the page or the mini program has no such page; nothing is left of it then.
 */
export async function launchPhone({
  app,
  container,
  openSocket,
  ...setting
}: PagePhoneOptions): Promise<PagePhone> {
  const { runtime, ...bundle } = app;
  const phone = new PagePhone(createWebPlatform({ container, runtime }, openSocket), bundle, setting);
  await phone.boot();
  return phone;
}
