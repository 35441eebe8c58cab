import type * as nertc from '../nertc.ts';
import { createSdk } from './yun-xin-miniapp-sdk.ts';

const sdk = createSdk();

/** What `require` gives: the SDK itself, and itself again under the names that tools look for. */
const YunXinMiniappSDK: nertc.YunXinMiniappSDK &
  Record<'default' | 'YunXinMiniappSDK', nertc.YunXinMiniappSDK> = Object.assign(sdk, {
  default: sdk,
  YunXinMiniappSDK: sdk,
});

/** Named apart from the namespace, where the same names would mean themselves. */
interface Types {
  BigNumberLike: nertc.BigNumberLike;
  Client: nertc.Client;
  ClientEvent: nertc.ClientEvent;
  ClientEvents: nertc.ClientEvents;
  ClientOptions: nertc.ClientOptions;
  ClientStatus: nertc.ClientStatus;
  JoinAnswer: nertc.JoinAnswer;
  JoinParam: nertc.JoinParam;
  MediaType: nertc.MediaType;
  SdkError: nertc.SdkError;
  SdkUid: nertc.SdkUid;
  SyncDone: nertc.SyncDone;
  UidInput: nertc.UidInput;
}

declare namespace YunXinMiniappSDK {
  export type BigNumberLike = Types['BigNumberLike'];
  export type Client = Types['Client'];
  export type ClientEvent = Types['ClientEvent'];
  export type ClientEvents = Types['ClientEvents'];
  export type ClientOptions = Types['ClientOptions'];
  export type ClientStatus = Types['ClientStatus'];
  export type JoinAnswer = Types['JoinAnswer'];
  export type JoinParam = Types['JoinParam'];
  export type MediaType = Types['MediaType'];
  export type SdkError = Types['SdkError'];
  export type SdkUid = Types['SdkUid'];
  export type SyncDone = Types['SyncDone'];
  export type UidInput = Types['UidInput'];
}

export default YunXinMiniappSDK;
