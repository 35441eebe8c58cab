export type { FlvPacket, MediaKind, PacketRole } from './media.ts';
export { createWebRtcProcess } from './process/webrtc-process.ts';
export {
  type IceServer,
  type Logger,
  type NegotiationCode,
  NegotiationError,
  type PushDemand,
  type SessionAnswer,
  type SessionEnd,
  type SessionRequest,
  type WebRtcEvents,
  type WebRtcOptions,
  type WebRtcServer,
} from './webrtc-server.ts';
