import { evenCapacity, placeEvenly } from './even-layout.ts';
import { placePair } from './pair-layout.ts';
import { placeSpeaker, speakerCapacity } from './speaker-layout.ts';
import type { StageSize } from './stage-size.ts';
import type { TileRect } from './tile-rect.ts';

/** How the tiles of one page lie. */
export interface Layout {
  /** How many tiles a page takes. */
  capacity(size: StageSize): number;
  /** The places of so many tiles, in their order. */
  place(count: number, size: StageSize): readonly TileRect[];
  /** Whether the first tile is larger than the others. */
  readonly hasMain: boolean;
}

/** Every layout there is. `grid`: all equal; `speaker`: one large, the others in a strip; `pair`: one over the other. */
export const layouts = {
  grid: { capacity: evenCapacity, place: placeEvenly, hasMain: false },
  speaker: { capacity: speakerCapacity, place: placeSpeaker, hasMain: true },
  pair: { capacity: () => 2, place: placePair, hasMain: true },
} as const satisfies Record<string, Layout>;

export type LayoutName = keyof typeof layouts;

/** `auto`: by the size of the stage and by who is there. */
export type LayoutChoice = 'auto' | LayoutName;
