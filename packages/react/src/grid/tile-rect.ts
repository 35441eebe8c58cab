/** A tile's place, in percent of the stage. */
export interface TileRect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const wholeStage: TileRect = { left: 0, top: 0, width: 100, height: 100 };

export function isSameRect(one: TileRect, other: TileRect): boolean {
  return (
    one.left === other.left &&
    one.top === other.top &&
    one.width === other.width &&
    one.height === other.height
  );
}

/** Two decimals are finer than a pixel, and keep what a mini program sends to its view short. */
export function toPercent(value: number): number {
  return Math.round(value * 100) / 100;
}
