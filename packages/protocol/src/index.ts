export { type Address, type MediaProtocol, mediaProtocols } from './address.ts';
export type { Clock } from './clock.ts';
export { closeCodes } from './close-code.ts';
export type {
  Notification,
  NotificationFrame,
  NotificationMethod,
  NotificationParams,
  RoomVersion,
} from './notification.ts';
export { type QualityField, type QualitySample, qualityFields, REPORT_SAMPLES } from './quality.ts';
export {
  type JoinParams,
  type JoinResult,
  PROTOCOL_VERSION,
  type RequestFrame,
  type RequestMethod,
  type Requests,
  type ResponseFrame,
  type RoomSnapshot,
  type RoomUpdate,
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
  type CallMode,
  callModes,
  type RecordType,
  recordTypes,
  type ServiceOptions,
} from './service-options.ts';
export {
  addKinds,
  type MediaKind,
  mediaKinds,
  parseStreamId,
  removeKinds,
  type Source,
  type StreamId,
  sources,
  streamId,
} from './stream-id.ts';
export { type ClientTimers, seatTimers, timers } from './timers.ts';
export { isUid, toUid, type Uid } from './uid.ts';
