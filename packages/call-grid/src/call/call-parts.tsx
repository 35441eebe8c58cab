import type { ReactElement, ReactNode } from 'react';
import type { BannerProps } from '../banner/banner.tsx';
import type { FarewellProps } from '../banner/farewell.tsx';
import type { ControlsProps } from '../controls/controls.tsx';
import type { StatisticsProps } from '../statistics/statistics.tsx';
import type { TileView } from '../tile/tile.tsx';

/** Draws one part of a call with what CallGrid's own part of this name is given; `null` leaves the part out. */
export type RenderPart<Props> = ((props: Props) => ReactNode) | null;

/** The parts of a call that an app may draw itself. They may use all hooks of `@callgrid/react`. */
export interface CallParts {
  /**
   * What lies over a tile's picture, in place of `<TileFace>`. The picture and its player stay where they are, whatever
   * is drawn; what should let taps through to it needs `pointer-events: none`.
   */
  readonly renderTile?: RenderPart<TileView>;
  /** What turns the pages, in place of `<Pager>`. */
  readonly renderPager?: RenderPart<object>;
  /** What the user must know just now, in place of `<Banner>`. */
  readonly renderBanner?: RenderPart<BannerProps>;
  /** The bar of buttons, in place of `<Controls>`. */
  readonly renderControls?: RenderPart<ControlsProps>;
  /** What is shown while the statistics are open, in place of `<Statistics>`. Left out, nothing offers them. */
  readonly renderStatistics?: RenderPart<StatisticsProps>;
  /** What is left of a call that is over, in place of `<Farewell>`. */
  readonly renderFarewell?: RenderPart<FarewellProps>;
}

/** One part, drawn by the app or by CallGrid. */
export function drawn<Props extends object>(
  given: RenderPart<Props> | undefined,
  Own: (props: Props) => ReactElement | null,
  props: Props,
): ReactNode {
  return given === undefined ? <Own {...props} /> : given?.(props);
}
