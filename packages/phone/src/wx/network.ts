import { asyncApi } from './async-api.ts';
import type { WxFamily } from './wx-port.ts';

/** What connects the phone. */
export const network: WxFamily = ({ host }) => ({
  getNetworkType: asyncApi('getNetworkType', () => {
    const { networkType } = host.network();
    return { networkType, signalStrength: networkType === 'none' ? 0 : -50, hasSystemProxy: false };
  }),
});
