/** Where a script stands, and how it goes on. */
export interface Playback {
  readonly status: 'paused' | 'playing';
  /** How much of the script's time is over, in ms. Past its length once it has ended. */
  readonly at: number;
  readonly length: number;
  /** 1: as fast as it happened. */
  readonly speed: number;
  /** When something happens, ascending. */
  readonly times: readonly number[];
}

export type PlaybackAction =
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  /** On to the next thing that happens, and stay there. */
  | { readonly type: 'step' }
  | { readonly type: 'speed'; readonly speed: number }
  /** So much of real time is over, in ms. */
  | { readonly type: 'passed'; readonly ms: number }
  /** On to a later time of the script. */
  | { readonly type: 'skip'; readonly to: number };

export interface PlaybackResult {
  readonly state: Playback;
  /** By how many ms the script's time moves on. */
  readonly advance: number;
}

export const speeds = [0.5, 1, 2, 4, 8] as const;

export function beginning(times: readonly number[], length: number): Playback {
  return { status: 'paused', at: 0, length, speed: 1, times };
}

export function reducePlayback(state: Playback, action: PlaybackAction): PlaybackResult {
  switch (action.type) {
    case 'play':
      return stay({ ...state, status: 'playing' });
    case 'pause':
      return stay({ ...state, status: 'paused' });
    case 'speed':
      return stay({ ...state, speed: action.speed });
    case 'passed':
      return state.status === 'playing' ? move(state, state.at + action.ms * state.speed) : stay(state);
    case 'step': {
      const next = state.times.find((time) => time > state.at) ?? state.length;
      return move({ ...state, status: 'paused' }, next);
    }
    case 'skip':
      return move(state, action.to);
  }
}

const stay = (state: Playback): PlaybackResult => ({ state, advance: 0 });

/** Time never goes back: whoever wants an earlier one begins anew. */
function move(state: Playback, to: number): PlaybackResult {
  const at = Math.max(state.at, to);
  return { state: { ...state, at }, advance: at - state.at };
}
