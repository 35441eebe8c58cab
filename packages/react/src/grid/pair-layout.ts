import { isPortrait, type StageSize } from './stage-size.ts';
import { type TileRect, wholeStage } from './tile-rect.ts';

/** The small tile of two, in percent of the stage: in the upper corner, where it leaves the large one's name and button alone. */
const SMALL = {
  portrait: { left: 68, top: 9, width: 30, height: 24 },
  landscape: { left: 69, top: 3, width: 22, height: 30 },
};

/** Two: the first fills the stage, the second lies over its corner. */
export function placePair(count: number, size: StageSize): readonly TileRect[] {
  const over = isPortrait(size) ? SMALL.portrait : SMALL.landscape;
  return [wholeStage, over].slice(0, count);
}
