export type { Access, AccessRequest, MediaKind } from './access/access.ts';
export { parseStreamName, type StreamName } from './access/stream-name.ts';
export type { FlvRequest } from './connection/flv-connection.ts';
export type { FlvResponse } from './connection/http-carrier.ts';
export type { FlvSocket } from './connection/web-socket-carrier.ts';
export type { PacketSink } from './hub/framing.ts';
export type { MediaPacket, PacketRole } from './hub/media-packet.ts';
export type { PublisherWishes } from './hub/publication.ts';
export type { KindStats, PlayerStats, StreamStats } from './hub/stream-stats.ts';
export type {
  AttachedPublisher,
  Attachment,
  PlayerRequest,
  PublisherRequest,
} from './server/attachment.ts';
export type { Logger } from './server/logger.ts';
export { DEFAULT_LIMITS, type RtmpLimits } from './server/rtmp-limits.ts';
export { createRtmpServer, type RtmpServer, type RtmpServerOptions } from './server/rtmp-server.ts';
export type { CloseReason, RtmpServerEvents } from './server/server-events.ts';
