import type { Backend } from '../backend/backend.ts';
import { gateway } from '../backend/gateway.ts';
import type { Platform } from '../platform/platform.ts';
import { createWeappPlatform, type WeappApi } from '../platform/weapp-platform.ts';
import { SdkError } from './sdk-error.ts';
import type { Defer } from './slot-emitter.ts';

/** What a client needs of the world. */
export interface SdkPorts {
  /** Throws an `SdkError` where this is no mini program. */
  platform(): Platform;
  backend(url: string): Backend;
  readonly defer: Defer;
  /** Where `debug` writes. */
  log(...parts: readonly unknown[]): void;
}

declare const wx: WeappApi | undefined;
declare const qq: WeappApi | undefined;
declare function setTimeout(run: () => void, ms: number): unknown;
declare const console: { log(...parts: readonly unknown[]): void };

/** A mini program of WeChat or QQ; `given` in place of their `wx` and `qq`. Nothing is looked for before it is needed. */
export function miniProgramPorts(given?: WeappApi): SdkPorts {
  return {
    platform: () => {
      const api = given ?? (typeof qq === 'object' ? qq : typeof wx === 'object' ? wx : undefined);
      if (!api) throw new SdkError(-2, 'There is no wx here: this SDK runs in mini programs.');
      return createWeappPlatform(api);
    },
    backend: gateway,
    defer: (task) => {
      setTimeout(task, 0);
    },
    log: (...parts) => console.log(...parts),
  };
}
