/** How loud a microphone is when somebody begins to speak, and at least while they go on; 1 is as loud as can be. */
const BEGINS = 0.06;
const GOES_ON = 0.03;
/** How long it has to be so before it is said, in ms: a word's pause is no end, and a knock no beginning. */
const BEGINS_AFTER = 150;
const ENDS_AFTER = 700;

/** Whether somebody speaks, by the levels of a microphone. */
export interface Speech {
  readonly speaking: boolean;
  /** Since when the levels say otherwise, in ms; null while they do not. */
  readonly doubtedAt: number | null;
}

export const silence: Speech = { speaking: false, doubtedAt: null };

/** After one more level, 0 to 1, at `now` (ms). The same object comes back where nothing changed. */
export function reduceSpeech(speech: Speech, level: number, now: number): Speech {
  const { speaking, doubtedAt } = speech;
  const isLoud = level >= (speaking ? GOES_ON : BEGINS);
  if (isLoud === speaking) return doubtedAt === null ? speech : { speaking, doubtedAt: null };
  if (doubtedAt === null) return { speaking, doubtedAt: now };
  const isSure = now - doubtedAt >= (speaking ? ENDS_AFTER : BEGINS_AFTER);
  return isSure ? { speaking: !speaking, doubtedAt: null } : speech;
}
