import type { ErrorCode, LeaveReason, MediaKind } from '@callgrid/core';
import type { LayoutChoice, TileId } from '@callgrid/react';

/** Something that happens in a call: at which ms of it, to whom, and what. Plain data. */
export type Happening = {
  readonly at: number;
  /** A uid. */
  readonly who: number | string;
} & What;

export type What =
  | {
      readonly what: 'joins';
      readonly name?: string /** Muted from the beginning. */;
      readonly off?: MediaKind;
    }
  | { readonly what: SimpleDeed }
  | { readonly what: 'mutes' | 'unmutes'; readonly kind: MediaKind }
  /** How well the stream gets through: 1 best … 6 down. */
  | { readonly what: 'network'; readonly level: number }
  /** The device of the stream says a code of WeChat's, as a real one would. */
  | { readonly what: 'code'; readonly code: number }
  /** How the device takes a start from now on. */
  | { readonly what: 'device'; readonly manner: DeviceManner }
  /** Out of the room, for a reason of the gateway's. */
  | { readonly what: 'out'; readonly reason: LeaveReason }
  | ViewerDeed;

/** `hides` and `shows` are of the app; `loses` and `regains` of the connection. */
export type SimpleDeed =
  | 'leaves'
  | 'speaks'
  | 'falls silent'
  | 'hides'
  | 'shows'
  | 'loses'
  | 'regains'
  | 'shares'
  | 'unshares';

/** `silent`: never says anything; `broken`: says that it failed. */
export type DeviceManner = 'works' | 'silent' | 'broken';

/** What only whoever looks at the call does. */
export type ViewerDeed =
  /** The answer to the join, if this is said at 0: a refusal, or none; `nothing`: to all else as well. */
  | { readonly what: 'answered'; readonly with: ErrorCode | 'nothing' }
  | { readonly what: 'lays out'; readonly layout: LayoutChoice }
  | { readonly what: 'pins' | 'unpins' | 'fills' | 'hushes'; readonly tile: TileId }
  | { readonly what: 'turns'; readonly page: number }
  /** Presses what this selector finds. */
  | { readonly what: 'presses'; readonly selector: string };

/** A call as data: who is in it, and what happens. */
export interface Scenario {
  /** In order of time. */
  readonly script: readonly Happening[];
  /** How long it takes, in ms. Default: 2 s after the last happening. */
  readonly length?: number;
  /** The uid of whoever looks at it. Default 1. */
  readonly viewer?: string;
}

const AFTERMATH = 2_000;

export function lengthOf({ script, length }: Scenario): number {
  return length ?? Math.max(0, ...script.map(({ at }) => at)) + AFTERMATH;
}

/** So many others, who are there from the beginning. */
export function company(count: number): readonly Happening[] {
  return Array.from({ length: count }, (_, index) => ({ at: 0, who: index + 2, what: 'joins' }));
}

/** One line of a script as a person would say it. */
export function sayHappening({ who, ...happening }: Happening): string {
  const { at: _, what, ...rest } = happening;
  return [who, what, ...Object.values(rest)].join(' ');
}
