import type { AppBundle } from './app-bundle.ts';

/** A compiled mini program with the runtime that runs it in a page: plain JSON. */
export interface PackedApp extends AppBundle {
  /** The runtime script of this version of the phone. */
  readonly runtime: string;
}
