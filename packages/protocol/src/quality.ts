import type { StreamId } from './stream-id.ts';

/** The numbers a device gives of a stream: bit rates in kbit/s, `netQualityLevel` 0 unknown, 1 best … 6 down. */
export const qualityFields = [
  'videoBitrate',
  'audioBitrate',
  'videoFps',
  'videoGop',
  'videoWidth',
  'videoHeight',
  'netSpeed',
  'netJitter',
  'netQualityLevel',
] as const;
export type QualityField = (typeof qualityFields)[number];

/** What a device says of one stream it pushes or pulls. Any part may be missing. */
export interface QualitySample {
  readonly id: StreamId;
  readonly direction: 'push' | 'pull';
  /** As `bindnetstatus` gives them. */
  readonly network?: Readonly<Partial<Record<QualityField, number>>>;
  /** The latest code of `bindstatechange`. */
  readonly code?: number;
  /** As `binderror` gives it. */
  readonly error?: { readonly code: number; readonly message: string };
}

/** At most this many samples go in one `report`. */
export const REPORT_SAMPLES = 32;
