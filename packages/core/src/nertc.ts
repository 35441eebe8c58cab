import { createSdk, type YunXinMiniappSDK as Sdk } from './nertc/yun-xin-miniapp-sdk.ts';

export type { Client, ClientOptions, JoinAnswer } from './nertc/client.ts';
export type {
  ClientEvent,
  ClientEvents,
  MemberMedia,
  MemberUrl,
  RoomWord,
  SyncDone,
} from './nertc/client-events.ts';
export type { ClientStatus, MemberStatus } from './nertc/client-status.ts';
export type { MediaType, OwnMediaType } from './nertc/media-type.ts';
export type { Flag, JoinParam } from './nertc/read-join-params.ts';
export type { SdkConstants } from './nertc/sdk-constants.ts';
export type { SdkError } from './nertc/sdk-error.ts';
export type { BigNumberLike, SdkUid, UidInput } from './nertc/sdk-uid.ts';
export type { SdkConfiguration } from './nertc/yun-xin-miniapp-sdk.ts';

/** NetEase's `YunXinMiniappSDK`, on a gateway of CallGrid. */
export type YunXinMiniappSDK = Sdk;
export const YunXinMiniappSDK: Sdk = /* @__PURE__ */ createSdk();
export default YunXinMiniappSDK;
