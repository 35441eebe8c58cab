import type { NativeElement } from '@callgrid/phone';
import type { VideoLook } from './browser-probe.ts';
import type { CastBrowser } from './browsers.ts';
import type { Part } from './cast.ts';
import type { CastPhone } from './phones.ts';

/** What `--check` writes to `.callgrid/check.json`. */
export interface CheckReport {
  readonly ok: boolean;
  readonly seconds: number;
  readonly phones: readonly PhoneReport[];
  readonly browsers: readonly BrowserReport[];
}

/** What one participant shows and plays of every other, by uid. */
export interface ViewerReport {
  readonly uid: string;
  /** From the viewer's start to the first frame of each other, in milliseconds. */
  readonly firstFrameMs: Readonly<Record<string, number>>;
  /** Whether the other's colour is measured in the player at the end. */
  readonly sees: Readonly<Record<string, boolean>>;
  /** Whether the other's tone is. */
  readonly hears: Readonly<Record<string, boolean>>;
}

export interface PhoneReport extends ViewerReport {
  readonly setData: { readonly calls: number; readonly bytes: number; readonly largest: number };
  readonly violations: readonly object[];
}

export interface BrowserReport extends ViewerReport {
  /** What went wrong in the page, as it said itself. */
  readonly problems: readonly string[];
}

/** What one participant shows of another now. */
interface Look {
  readonly sees: boolean;
  readonly hears: boolean;
  readonly firstFrameMs: number | undefined;
}

/** How old a measurement may be, in milliseconds: a picture that stands still is not seen. */
const FRESH = 4_000;
/** H.264 and the small moving part shift a colour a little, on each of red, green and blue. */
const COLOUR_TOLERANCE = 40;
const TONE_TOLERANCE = 0.05;
const FIRST_FRAME = 2003;

export interface Cast {
  readonly phones: readonly CastPhone[];
  readonly browsers: readonly CastBrowser[];
}

export async function reportCall({ phones, browsers }: Cast, seconds: number): Promise<CheckReport> {
  const parts = [...phones, ...browsers].map(({ part }) => part);
  const report = async (own: Part, look: (other: Part) => Look | Promise<Look>): Promise<ViewerReport> => {
    const others = parts.filter((it) => it !== own);
    const looks = await Promise.all(others.map(async (other) => [other.uid, await look(other)] as const));
    return {
      uid: own.uid,
      firstFrameMs: Object.fromEntries(
        looks.flatMap(([uid, { firstFrameMs }]) => (firstFrameMs === undefined ? [] : [[uid, firstFrameMs]])),
      ),
      sees: Object.fromEntries(looks.map(([uid, it]) => [uid, it.sees])),
      hears: Object.fromEntries(looks.map(([uid, it]) => [uid, it.hears])),
    };
  };
  const phoneReports = await Promise.all(
    phones.map(async (phone) => ({
      ...(await report(phone.part, (other) => lookByPhone(phone, other))),
      ...costOf(phone),
    })),
  );
  const browserReports = await Promise.all(
    browsers.map(async (browser) => ({
      ...(await report(browser.part, (other) => lookByBrowser(browser, other))),
      problems: browser.problems,
    })),
  );
  const ok =
    phoneReports.every(({ violations }) => violations.length === 0) &&
    [...phoneReports, ...browserReports].every(({ sees, hears }) =>
      [...Object.values(sees), ...Object.values(hears)].every(Boolean),
    );
  return { ok, seconds, phones: phoneReports, browsers: browserReports };
}

function costOf({ phone }: CastPhone): Pick<PhoneReport, 'setData' | 'violations'> {
  const { calls, bytes, largest } = phone.setData;
  return { setData: { calls, bytes, largest }, violations: phone.violations };
}

function lookByPhone({ phone, launchedAt }: CastPhone, other: Part): Look {
  const player = findPlayer(phone.natives(), other);
  const first = player?.state.codes.find(({ code }) => code === FIRST_FRAME)?.at;
  return {
    sees: sees(player, other),
    hears: hears(player, other),
    firstFrameMs: first === undefined ? undefined : first - launchedAt,
  };
}

/** Two looks: a picture that stands still is not seen. */
async function lookByBrowser(browser: CastBrowser, other: Part): Promise<Look> {
  const before = await browser.look(other);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const after = await browser.look(other);
  return {
    sees: before !== null && after !== null && after.time > before.time && isColour(after.colour, other),
    hears: after !== null && isTone(after.tone, other),
    firstFrameMs: after?.firstFrameMs,
  };
}

/** The player that shows a participant: stream names begin with `uid-camera-`. */
export function findPlayer(natives: readonly NativeElement[], { uid }: Part): NativeElement | undefined {
  return natives.find(
    ({ kind, props }) => kind === 'live-player' && String(props.src).includes(`/${uid}-camera-`),
  );
}

/** Whether the player shows the colour this part's camera sees, now. */
export function sees(player: NativeElement | undefined, part: Part): boolean {
  const measured = player?.state.measured;
  if (!measured?.colour || Date.now() - measured.colourAt > FRESH) return false;
  return isColour(measured.colour, part);
}

/** Whether the player plays the tone this part's microphone hears, now. */
export function hears(player: NativeElement | undefined, part: Part): boolean {
  const measured = player?.state.measured;
  if (!measured || Date.now() - measured.toneAt > FRESH) return false;
  return isTone(measured.tone, part);
}

/** Whether a video shows and plays this part. */
export function isLike({ colour, tone }: VideoLook, part: Part): boolean {
  return isColour(colour, part) && isTone(tone, part);
}

/** Whether it is the part's colour, as far as codecs leave it so. */
export function isColour(measured: readonly number[], { colour }: Part): boolean {
  const wanted = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return measured.every((value, index) => Math.abs(value - wanted[index]!) <= COLOUR_TOLERANCE);
}

function isTone(measured: number, { tone }: Part): boolean {
  return Math.abs(measured - tone) <= tone * TONE_TOLERANCE;
}
