/** idle → connecting → live → retrying → connecting …→ failed; connecting → waiting → live; any → idle on stop */
export type LiveState =
  | { status: 'idle' }
  | { status: 'connecting'; retries: number }
  | { status: 'waiting' }
  | { status: 'live' }
  | { status: 'retrying'; retries: number }
  | { status: 'failed' };

export type LiveAction =
  | { type: 'start' }
  | { type: 'stop' }
  /** The connection carries media. */
  | { type: 'up' }
  /** Connected, and nothing came for a while. */
  | { type: 'quiet' }
  /** Media came and then stopped, though the connection stands. */
  | { type: 'stalled' }
  | { type: 'lost'; message: string }
  | { type: 'retryDue' }
  /** Made to fail for good, without the retries before. */
  | { type: 'gaveUp' }
  /** The user does not let it use a device it wants. */
  | { type: 'refused'; camera: boolean; microphone: boolean };

export type LiveEffect =
  | { type: 'tell'; code: number; message: string }
  | { type: 'error'; errCode: number; errMsg: string }
  | { type: 'open' }
  | { type: 'close' };

export interface LiveStep {
  state: LiveState;
  effects: LiveEffect[];
}

export const RETRIES = 3;

/** What a live element does next, and what it tells: the same for scripted and for real media. */
export function stepLive(
  kind: 'live-pusher' | 'live-player',
  state: LiveState,
  action: LiveAction,
): LiveStep {
  const codes = kind === 'live-pusher' ? PUSHER : PLAYER;
  switch (action.type) {
    case 'start':
      if (state.status !== 'idle' && state.status !== 'failed') return { state, effects: [] };
      return { state: { status: 'connecting', retries: 0 }, effects: [...codes.starting, { type: 'open' }] };
    case 'stop':
      return { state: { status: 'idle' }, effects: state.status === 'idle' ? [] : [{ type: 'close' }] };
    case 'up': {
      if (state.status === 'connecting') return { state: { status: 'live' }, effects: codes.up };
      if (state.status === 'waiting') return { state: { status: 'live' }, effects: codes.begun };
      return { state, effects: [] };
    }
    case 'quiet':
      if (state.status !== 'connecting' || kind === 'live-pusher') return { state, effects: [] };
      return { state: { status: 'waiting' }, effects: PLAYER.waiting };
    case 'stalled':
      if (state.status !== 'live' || kind === 'live-pusher') return { state, effects: [] };
      return {
        state: { status: 'retrying', retries: 1 },
        effects: [tell(2105, 'playing stalled'), { type: 'close' }, codes.retrying],
      };
    case 'lost':
      return lost(codes, state, action.message);
    case 'gaveUp':
      return { state: { status: 'failed' }, effects: [{ type: 'close' }, codes.gaveUp] };
    case 'refused':
      return { state: { status: 'failed' }, effects: [{ type: 'close' }, ...refusals(action)] };
    case 'retryDue':
      if (state.status !== 'retrying') return { state, effects: [] };
      return { state: { status: 'connecting', retries: state.retries }, effects: [{ type: 'open' }] };
  }
}

function lost(codes: Codes, state: LiveState, message: string): LiveStep {
  if (state.status !== 'connecting' && state.status !== 'live' && state.status !== 'waiting')
    return { state, effects: [] };
  const retries = (state.status === 'connecting' ? state.retries : 0) + 1;
  const broken = tell(3005, message);
  if (retries > RETRIES)
    return { state: { status: 'failed' }, effects: [broken, { type: 'close' }, codes.gaveUp] };
  return {
    state: { status: 'retrying', retries },
    effects: [broken, { type: 'close' }, codes.retrying],
  };
}

function refusals({ camera, microphone }: { camera: boolean; microphone: boolean }): LiveEffect[] {
  const effects: LiveEffect[] = [];
  if (camera)
    effects.push(tell(-1301, 'open camera failed'), {
      type: 'error',
      errCode: 10001,
      errMsg: 'camera refused',
    });
  if (microphone)
    effects.push(tell(-1302, 'open microphone failed'), {
      type: 'error',
      errCode: 10002,
      errMsg: 'microphone refused',
    });
  return effects;
}

const tell = (code: number, message: string): LiveEffect => ({ type: 'tell', code, message });

interface Codes {
  starting: LiveEffect[];
  up: LiveEffect[];
  begun: LiveEffect[];
  retrying: LiveEffect;
  gaveUp: LiveEffect;
}

const PUSHER: Codes = {
  starting: [
    tell(1005, 'resolution adapted'),
    tell(1003, 'camera opened'),
    tell(1007, 'first frame captured'),
    tell(1008, 'encoder started'),
  ],
  up: [tell(1001, 'connected'), tell(1002, 'pushing')],
  begun: [],
  retrying: tell(1102, 'disconnected, reconnecting'),
  gaveUp: tell(-1307, 'push failed, no more retries'),
};

const BEGUN = [
  tell(2002, 'stream begins'),
  tell(2008, 'decoder started'),
  tell(2003, 'first video frame'),
  tell(2009, 'resolution changed'),
  tell(2004, 'playing'),
];

const PLAYER: Codes & { waiting: LiveEffect[] } = {
  starting: [],
  up: [tell(2001, 'connected'), ...BEGUN],
  begun: BEGUN,
  waiting: [tell(2001, 'connected'), tell(2007, 'loading')],
  retrying: tell(2103, 'disconnected, reconnecting'),
  gaveUp: tell(-2301, 'play failed, no more retries'),
};
