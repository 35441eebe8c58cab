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
export {
  type SdkConfiguration,
  YunXinMiniappSDK,
  YunXinMiniappSDK as default,
} from './nertc/yun-xin-miniapp-sdk.ts';
