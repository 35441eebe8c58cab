export { type Arrangement, arrange, type PlacedTile, type Scene } from './grid/arrange.ts';
export { Grid, type GridView } from './grid/grid.ts';
export { GridProvider, type GridProviderProps, useGrid } from './grid/grid-provider.tsx';
export type { GridLimits } from './grid/grid-state.ts';
export { type Layout, type LayoutChoice, type LayoutName, layouts } from './grid/layouts.ts';
export type { StageSize } from './grid/stage-size.ts';
export { isOwnTile, isScreenTile, type TileId } from './grid/tile-id.ts';
export type { TileRect } from './grid/tile-rect.ts';
export { type GridLayout, useGridLayout } from './grid/use-grid-layout.ts';
export { type Pagination, usePagination } from './grid/use-pagination.ts';
export {
  QualityLog,
  type QualityMoment,
  type QualityNumbers,
  type QualityView,
  type StreamQuality,
} from './quality/quality-log.ts';
export { QualityProvider, useQualityLog } from './quality/quality-provider.tsx';
export { useNetworkQuality } from './quality/use-network-quality.ts';
export { useStreamQuality } from './quality/use-stream-quality.ts';
export { RoomProvider, type RoomProviderProps, useRoom } from './room-provider.tsx';
export { useActiveSpeakers } from './use-active-speakers.ts';
export { useConnectionState } from './use-connection-state.ts';
export { type Joining, useJoin } from './use-join.ts';
export { useLocal } from './use-local.ts';
export { type LocalMedia, useLocalMedia } from './use-local-media.ts';
export { useLocalStream } from './use-local-stream.ts';
export { useMuted } from './use-muted.ts';
export { useParticipant } from './use-participant.ts';
export { useParticipants } from './use-participants.ts';
export { useRemoteStreamIds } from './use-remote-stream-ids.ts';
export { useRemoteStreams } from './use-remote-streams.ts';
export { useRoomEvent } from './use-room-event.ts';
export { useRoomView } from './use-room-view.ts';
export { useStream } from './use-stream.ts';
