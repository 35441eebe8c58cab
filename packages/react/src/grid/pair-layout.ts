import { isPortrait, type StageSize } from './stage-size.ts';
import { type TileRect, wholeStage } from './tile-rect.ts';

/** The small tile of two, in percent of the stage: in the upper corner, away from names and buttons. */
const SMALL = { portrait: { width: 30, height: 24 }, landscape: { width: 22, height: 30 } };
const MARGIN = 2;

/** Two: the first fills the stage, the second lies over its corner. */
export function placePair(count: number, size: StageSize): readonly TileRect[] {
  const small = isPortrait(size) ? SMALL.portrait : SMALL.landscape;
  const over = { ...small, left: 100 - MARGIN - small.width, top: MARGIN };
  return [wholeStage, over].slice(0, count);
}
