export type { Address, MediaProtocol } from './address.ts';
export { closeCodes } from './close-code.ts';
export type {
  Notification,
  NotificationFrame,
  NotificationMethod,
  NotificationParams,
  RoomVersion,
} from './notification.ts';
export {
  type JoinParams,
  type JoinResult,
  PROTOCOL_VERSION,
  type RequestFrame,
  type RequestMethod,
  type Requests,
  type ResponseFrame,
  type RoomSnapshot,
  type StreamAddress,
  type StreamParams,
  SUBPROTOCOL,
  type SubscriptionParams,
} from './request.ts';
export {
  type LeaveReason,
  type MediaState,
  type Participant,
  type ParticipantStatus,
  type Role,
  type RoomState,
  roles,
  type Stream,
} from './room-state.ts';
export { type ErrorCode, errorCodes, isErrorCode, RtcError } from './rtc-error.ts';
export {
  addKinds,
  type MediaKind,
  mediaKinds,
  removeKinds,
  type Source,
  type StreamId,
  sources,
  streamId,
} from './stream-id.ts';
export { type ClientTimers, timers } from './timers.ts';
export { isUid, toUid, type Uid } from './uid.ts';
