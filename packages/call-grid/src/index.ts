export { Banner, type BannerProps } from './banner/banner.tsx';
export { Farewell, type FarewellProps } from './banner/farewell.tsx';
export { CallGrid, type CallGridProps } from './call/call-grid.tsx';
export type { CallGridHandle } from './call/call-handle.ts';
export type { CallParts, RenderPart } from './call/call-parts.tsx';
export { CallSurface, type CallSurfaceProps } from './call/call-surface.tsx';
export type { CallEvents } from './call/use-call-events.ts';
export { Controls, type ControlsProps } from './controls/controls.tsx';
export type { Locale } from './locale/texts.ts';
export { Pager } from './stage/pager.tsx';
export { Stage } from './stage/stage.tsx';
export { Statistics, type StatisticsProps } from './statistics/statistics.tsx';
export type { DeviceReport } from './stream-view/call-devices.ts';
export type { MediaSettings, Quality } from './stream-view/media-settings.ts';
export {
  defaultStreamViews,
  type LocalStreamViewProps,
  type RemoteStreamViewProps,
  type StreamViews,
  StreamViewsContext,
  useStreamViews,
} from './stream-view/stream-views.tsx';
export { useCallDevices, useDevicesView } from './stream-view/use-call-devices.ts';
export { useDeviceReport } from './stream-view/use-device-report.ts';
export { type MediaSettingsControl, useMediaSettings } from './stream-view/use-media-settings.ts';
export { type PlayerControls, usePlayer } from './stream-view/use-player.ts';
export { type PusherControls, usePusher } from './stream-view/use-pusher.ts';
export { BrowserContext } from './stream-view/web/use-create-media.ts';
export type { TileView } from './tile/tile.tsx';
export { TileFace } from './tile/tile-face.tsx';
