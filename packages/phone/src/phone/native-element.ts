import type { MediaState } from '../media/media-driver.ts';
import type { NativeDescription } from '../runtime/host.ts';

/** A live element that stands on a page of the phone now. */
export interface NativeElement extends NativeDescription {
  state: MediaState;
  /** Ends what stands behind it as a crash would. False when nothing ran. */
  kill(): boolean;
}

/** One call of a live element's context. */
export interface NativeCall {
  nid: number;
  kind: NativeDescription['kind'];
  method: string;
  args: Record<string, unknown>;
  at: number;
}
