import type { Backend } from '../backend/backend.ts';
import type { NertcSdk } from './nertc-sdk.ts';
import { NertcSession } from './nertc-session.ts';

export interface NertcOptions {
  /** The application's key at NetEase. */
  readonly appkey: string;
  /** Lets the SDK print what it does. */
  readonly debug?: boolean;
}

/**
 * Rooms on NetEase's service, by the SDK that an app brings: `nertc(YunXinMiniappSDK, { appkey })`. The SDK has one
 * client, so there is one call at a time; a second one waits until the first has left.
 */
export function nertc(sdk: NertcSdk, { appkey, debug = false }: NertcOptions): Backend {
  let last: Promise<void> = Promise.resolve();
  return {
    capabilities: {
      resume: false,
      leaveReasons: false,
      roles: true,
      screen: false,
      mediaStates: false,
      speaking: false,
      tokenRenewal: false,
    },
    open: (platform, intent, listener) => {
      const free = last;
      const session = new NertcSession(
        { free, createClient: () => sdk.Client({ appkey, debug }), forgetClient: () => sdk.destroy() },
        platform,
        intent,
        listener,
      );
      // One that gives up while it waits has let go of nothing.
      last = free.then(() => session.gone);
      return session;
    },
  };
}
