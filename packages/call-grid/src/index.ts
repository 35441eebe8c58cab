export { Banner } from './banner/banner.tsx';
export { CallGrid, type CallGridProps } from './call/call-grid.tsx';
export { CallSurface, type CallSurfaceProps } from './call/call-surface.tsx';
export { Controls, type ControlsProps } from './controls/controls.tsx';
export type { Locale } from './locale/texts.ts';
export { Pager } from './stage/pager.tsx';
export { Stage } from './stage/stage.tsx';
export type { DeviceReport } from './stream-view/call-devices.ts';
export {
  defaultStreamViews,
  type LocalStreamViewProps,
  type RemoteStreamViewProps,
  type StreamViews,
  StreamViewsContext,
  useStreamViews,
} from './stream-view/stream-views.tsx';
