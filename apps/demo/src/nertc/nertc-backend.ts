import { type Backend, type NertcSdk, nertc } from '@callgrid/core';
import YunXinMiniappSDK from 'nertc-sdk';

/**
 * Rooms by NetEase's SDK. Without `CALLGRID_NERTC_SDK` at build time the SDK is our drop-in for it, which wants to know
 * the gateway; NetEase's own does not, and takes the application's key instead.
 */
export function nertcBackend({ gateway, appkey = 'demo' }: { gateway: string; appkey?: string }): Backend {
  const sdk = YunXinMiniappSDK as NertcSdk & { configure?(options: { gateway: string }): void };
  sdk.configure?.({ gateway });
  return nertc(sdk, { appkey });
}
