/** The size of the stage, in pixels. */
export interface StageSize {
  readonly width: number;
  readonly height: number;
}

export function isPortrait({ width, height }: StageSize): boolean {
  return height >= width;
}

/** Whether the shorter side is a phone's. */
export function isPhoneSized({ width, height }: StageSize): boolean {
  return Math.min(width, height) < 600;
}
