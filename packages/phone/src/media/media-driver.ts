import type { PhoneClock } from '../clock/phone-clock.ts';
import type { Scope } from '../permissions/permissions.ts';
import type { Answer, JsonObject, NativeDescription } from '../runtime/host.ts';

/** What an element pushes or what its viewer sees and hears. Times are the driver's: `Date.now()` with `ffmpeg()`. */
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
  /** The phone's time. A driver whose media is real keeps real time instead. */
  readonly clock: PhoneClock;
  /** Whether the user lets the mini program use its camera or microphone. */
  permits(scope: Scope): boolean;
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
  /** The phone lost its radio, found one, or (`handover`) went to another: what stood on the old one is dead. */
  networkChanged(handover?: boolean): void;
  /** Another page lies on top of the element's page, or no longer does. */
  covered?(nid: number, covered: boolean): void;
  close(): Promise<void>;
}

/** Gives live elements their behaviour. */
export interface MediaDriver {
  readonly name: string;
  attach(port: MediaPort): MediaSession;
}
