import type { NativeElement } from '@callgrid/phone';
import type { Part } from './cast.ts';
import type { CastPhone } from './phones.ts';

/** What `--check` writes to `.callgrid/check.json`. */
export interface CheckReport {
  readonly ok: boolean;
  readonly seconds: number;
  readonly phones: readonly PhoneReport[];
}

export interface PhoneReport {
  readonly uid: string;
  /** From the phone's launch to the first frame of each other, in milliseconds. */
  readonly firstFrameMs: Readonly<Record<string, number>>;
  /** Whether the other's colour is measured in the player at the end. */
  readonly sees: Readonly<Record<string, boolean>>;
  /** Whether the other's tone is. */
  readonly hears: Readonly<Record<string, boolean>>;
  readonly setData: { readonly calls: number; readonly bytes: number; readonly largest: number };
  readonly violations: readonly object[];
}

/** How old a measurement may be, in milliseconds: a picture that stands still is not seen. */
const FRESH = 4_000;
/** H.264 and the small moving part shift a colour a little, on each of red, green and blue. */
const COLOUR_TOLERANCE = 40;
const TONE_TOLERANCE = 0.05;
const FIRST_FRAME = 2003;

export function reportCall(phones: readonly CastPhone[], seconds: number): CheckReport {
  const reports = phones.map((own) =>
    reportPhone(
      own,
      phones.filter((it) => it !== own),
    ),
  );
  const ok = reports.every(
    ({ sees, hears, violations }) =>
      violations.length === 0 && [...Object.values(sees), ...Object.values(hears)].every(Boolean),
  );
  return { ok, seconds, phones: reports };
}

function reportPhone({ part, phone, launchedAt }: CastPhone, others: readonly CastPhone[]): PhoneReport {
  const players = new Map(others.map(({ part: other }) => [other, findPlayer(phone.natives(), other)]));
  const each = <T>(read: (player: NativeElement | undefined, other: Part) => T): Record<string, T> =>
    Object.fromEntries([...players].map(([other, player]) => [other.uid, read(player, other)]));
  const { calls, bytes, largest } = phone.setData;
  const firstFrames = each((player) => player?.state.codes.find(({ code }) => code === FIRST_FRAME)?.at);
  return {
    uid: part.uid,
    firstFrameMs: Object.fromEntries(
      Object.entries(firstFrames).flatMap(([uid, at]) => (at === undefined ? [] : [[uid, at - launchedAt]])),
    ),
    sees: each(sees),
    hears: each(hears),
    setData: { calls, bytes, largest },
    violations: phone.violations,
  };
}

/** The player that shows a participant: stream names begin with `uid-camera-`. */
export function findPlayer(natives: readonly NativeElement[], { uid }: Part): NativeElement | undefined {
  return natives.find(
    ({ kind, props }) => kind === 'live-player' && String(props.src).includes(`/${uid}-camera-`),
  );
}

/** Whether the player shows the colour this part's camera sees, now. */
export function sees(player: NativeElement | undefined, { colour }: Part): boolean {
  const measured = player?.state.measured;
  if (!measured?.colour || Date.now() - measured.colourAt > FRESH) return false;
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return measured.colour.every((value, index) => Math.abs(value - wanted[index]!) <= COLOUR_TOLERANCE);
}

/** Whether the player plays the tone this part's microphone hears, now. */
export function hears(player: NativeElement | undefined, { tone }: Part): boolean {
  const measured = player?.state.measured;
  if (!measured || Date.now() - measured.toneAt > FRESH) return false;
  return Math.abs(measured.tone - tone) <= tone * TONE_TOLERANCE;
}
