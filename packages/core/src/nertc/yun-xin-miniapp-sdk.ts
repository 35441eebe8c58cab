import { Client, type ClientOptions } from './client.ts';
import { readGateway } from './gateway-address.ts';
import { type SdkConstants, sdkConstants } from './sdk-constants.ts';

export interface SdkConfiguration {
  /** The gateway's ws:// or wss:// address, for every client that was given none of its own. */
  readonly gateway?: string;
}

/** NetEase's `YunXinMiniappSDK`, on a gateway of CallGrid. */
export interface YunXinMiniappSDK extends SdkConstants {
  /** The one client: a second call gives the first one and looks at nothing. Throws without an appkey. */
  Client(options: ClientOptions): Client & SdkConstants;
  /** Forgets the client, which stays as it is: leave its room first. */
  destroy(): void;
  /** Settings for every client, one that there is included. Throws where the address is none. */
  configure(configuration: SdkConfiguration): void;
}

/** An SDK that shares its client with no other. */
export function createSdk(): YunXinMiniappSDK {
  let client: (Client & SdkConstants) | null = null;
  let gateway: string | undefined;
  return Object.assign(
    function YunXinMiniappSDK() {},
    {
      Client(options: ClientOptions) {
        client ??= Object.assign(new Client(options, () => gateway), sdkConstants);
        return client;
      },
      destroy() {
        client = null;
      },
      configure(configuration: SdkConfiguration) {
        gateway = readGateway(configuration.gateway, 'configure');
      },
    },
    sdkConstants,
  );
}
