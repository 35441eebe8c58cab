/** Everything a peer can make this side spend; times are milliseconds. */
export const limits = {
  /** Sessions at once. */
  sessions: 2_000,
  /** A peer's candidates: so many in its offer, and as many after it. Browsers have a dozen. */
  candidates: 64,
  /** From the offer to the first media that could flow. */
  connectMs: 10_000,
  /** A peer that says nothing for this long is gone … */
  silentMs: 5_000,
  /** … unless all it has to report on is sound: Chromium does that every 5 s, give or take a half, and one may be lost. */
  silentOnSoundMs: 16_000,
  /** What a sender is told to stay under, in bits per second. */
  pushBitrate: 4_000_000,
  /** A keyframe is asked for at most this often … */
  keyframeEveryMs: 250,
  /** … again, while none comes, after this … */
  keyframeAgainMs: 500,
  /** … and by itself this often, while RTMP players may need one to come in or to go on. */
  keyframeForPlayersMs: 2_000,
  /** What builds on a lost picture is held back for at most this long, while the keyframe is awaited. */
  holdMs: 2_000,
  /** The cached group of pictures; a longer one is given up, and viewers wait for the next keyframe. */
  gopBytes: 6 * 1024 * 1024,
  gopUnits: 600,
  /** A viewer that lost its picture is sent the cached group of pictures at most this often. */
  replayEveryMs: 1_000,
  /**
   * Sound needs longer than a picture, through codecs and through a browser's buffer, and a browser holds the picture up
   * until its sound has come. This much of it is let go: people notice sound that comes late from 125 ms on, and early
   * from 45 ms on (ITU-R BT.1359). What a phone sends has been through a codec.
   */
  soundBehindMs: { push: 20, fed: 40 },
  /**
   * How often a sender report says which picture belongs to which sound: a browser moves one beside the other with each
   * of the first ones, and later only keeps them there.
   */
  reportEveryMs: { first: 500, later: 4_000 },
  firstReports: 20,
  /** How often a sender is told what to stay under. */
  limitEveryMs: 1_000,
} as const;
