import type { Answer, JsonObject, NativeDescription } from '../runtime/host.ts';

/** What an element pushes or what its viewer sees and hears. Times are `Date.now()`. */
export interface Measured {
  /** Average red, green, blue (0–255); null until a picture was measured. */
  colour: [number, number, number] | null;
  /** The dominant frequency in Hz; 0 is silence. */
  tone: number;
  /** Loudness of 16-bit samples, 0–32767. */
  rms: number;
  colourAt: number;
  toneAt: number;
  /** The later of the two. */
  at: number;
}

export interface MediaState {
  status: 'idle' | 'connecting' | 'waiting' | 'live' | 'retrying' | 'failed';
  /** Every code the element was told, oldest first. Bounded. */
  codes: { code: number; at: number }[];
  measured: Measured;
}

/** The phone, as a driver sees it. */
export interface MediaPort {
  /** Runs the handler that the mini program bound to `event` of the element. */
  fire(nid: number, event: string, detail: JsonObject): void;
  online(): boolean;
}

/** A driver at work on one phone. */
export interface MediaSession {
  created(element: NativeDescription): void;
  updated(nid: number, props: Record<string, unknown>): void;
  removed(nid: number): void;
  call(nid: number, method: string, args: JsonObject): Answer;
  state(nid: number): MediaState;
  /** Ends what stands behind an element as a crash would; false when nothing runs. */
  kill(nid: number): boolean;
  networkChanged(): void;
  close(): Promise<void>;
}

/** Gives live elements their behaviour. */
export interface MediaDriver {
  readonly name: string;
  attach(port: MediaPort): MediaSession;
}
