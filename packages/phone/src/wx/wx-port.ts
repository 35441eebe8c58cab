import type { AppEvents } from '../runtime/app-events.ts';
import type { Host } from '../runtime/host.ts';
import type { Logic } from '../runtime/logic.ts';
import type { NativeRegistry } from '../runtime/native-registry.ts';
import type { PageStack } from '../runtime/page-stack.ts';

/** What the families of the `wx` API are made from. */
export interface WxPort {
  host: Host;
  pages: PageStack;
  natives: NativeRegistry;
  events: AppEvents;
  logic: Logic;
}

/** One family of the `wx` API. */
export type WxFamily = (port: WxPort) => Record<string, unknown>;
