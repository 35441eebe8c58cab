export {
  type Address,
  type CallMode,
  type Clock,
  type ErrorCode,
  errorCodes,
  type LeaveReason,
  type MediaKind,
  type MediaProtocol,
  type MediaState,
  mediaKinds,
  type Notification,
  type Participant,
  type ParticipantStatus,
  type QualityField,
  type QualitySample,
  type RecordType,
  type Role,
  type RoomSnapshot,
  type RoomState,
  RtcError,
  type ServiceOptions,
  type Source,
  type Stream,
  type StreamAddress,
  type StreamId,
  streamId,
  toUid,
  type Uid,
} from '@callgrid/protocol';
export type {
  Backend,
  BackendCapabilities,
  BackendCommand,
  BackendMessage,
  BackendSession,
  JoinIntent,
} from './backend/backend.ts';
export { gateway } from './backend/gateway.ts';
export {
  type BackgroundAction,
  type BackgroundResult,
  type BackgroundState,
  type BackgroundStep,
  inForeground,
  reduceBackground,
  refusedDevices,
} from './device/background-machine.ts';
export {
  idlePlayer,
  type PlayerAction,
  type PlayerResult,
  type PlayerState,
  type PlayerStep,
  reducePlayer,
} from './device/player-machine.ts';
export {
  idlePusher,
  type PusherAction,
  type PusherResult,
  type PusherState,
  type PusherStep,
  type RefusedDevice,
  reducePusher,
} from './device/pusher-machine.ts';
export { readQualityData } from './device/quality-data.ts';
export { reduceSpeech, type Speech, silence } from './device/speech.ts';
export { type QualityName, type VideoQuality, videoQualities } from './device/video-quality.ts';
export { type NertcOptions, nertc } from './nertc-backend/nertc.ts';
export type { NertcClient, NertcJoinParam, NertcMediaType, NertcSdk } from './nertc-backend/nertc-sdk.ts';
export type { Platform, PlatformCapabilities, Socket, SocketListener } from './platform/platform.ts';
export { createWeappPlatform, type WeappApi, type WeappSocketTask } from './platform/weapp-platform.ts';
export { type BrowserWindow, createWebPlatform } from './platform/web-platform.ts';
export { type ConnectionState, reduceConnection } from './room/connection-state.ts';
export { createRoom } from './room/create-room.ts';
export type { JoinOptions, Room, RoomOptions, StreamOptions, SubscriptionOptions } from './room/room.ts';
export type { RoomEvent, RoomEvents } from './room/room-events.ts';
export type { LocalView, RoomView, StreamView } from './room/room-view.ts';
