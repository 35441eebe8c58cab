import type { AppBundle } from '../bundle/app-bundle.ts';
import type { DeviceInfo } from '../device/device-info.ts';
import type { OpenSocket } from '../net/phone-socket.ts';
import type { Timers } from '../realm/timers.ts';
import type { Host, Realm } from '../runtime/host.ts';

/** A window as it is inside, with its constructors. */
export type PhoneWindow = Window & typeof globalThis;

/** Everything a phone needs of the place it runs in: Node, or the page of a browser. */
export interface PhonePlatform {
  /** A window to draw in, and a realm of bare JavaScript for the logic. Rejects when there is no place for them. */
  openRealm(parts: RealmParts): Promise<OpenRealm>;
  readonly openSocket: OpenSocket;
  /** Calls `run` once the event loop has gone round. */
  nextTurn(run: () => void): void;
}

export interface RealmParts {
  readonly bundle: AppBundle;
  readonly device: DeviceInfo;
  readonly timers: Timers;
  /** Told of each promise of the realm that is rejected and forgotten. */
  rejected(reason: unknown): void;
  host(document: Document): Host;
}

/** One phone's two halves. */
export interface OpenRealm {
  readonly realm: Realm;
  /** What is drawn in. */
  readonly window: PhoneWindow;
  close(): void;
}
