import { attemptsBefore, retryDelay } from './retry-delay.ts';

/** idle → starting → live ⇄ interrupted; any → suspended, failed → starting */
export type PusherState = { readonly signalling: 'up' | 'down' } & (
  | { readonly status: 'idle' }
  /** An address is set and nothing was sent yet; `attempt` counts our restarts in a row. */
  | { readonly status: 'starting'; readonly attempt: number; readonly refused: boolean }
  | { readonly status: 'live'; readonly attempt: number; readonly since: number }
  /** The device lost its connection and tries again by itself. */
  | { readonly status: 'interrupted'; readonly attempt: number; readonly refused: boolean }
  /** The app is hidden; `closed` when the user closed its float window, which ended the call. */
  | { readonly status: 'suspended'; readonly attempt: number; readonly closed: boolean }
  /** The device gave up; what it waits for before the next start. */
  | {
      readonly status: 'failed';
      readonly attempt: number;
      readonly awaits: 'timer' | 'signalling' | 'shown' | 'address';
    }
  /** The user, or the system, keeps a device from us. */
  | {
      readonly status: 'failed';
      readonly attempt: number;
      readonly awaits: 'permission';
      readonly device: 'camera' | 'microphone';
    }
);

export type PusherAction =
  | { readonly type: 'addressGiven' }
  | { readonly type: 'addressWithdrawn' }
  /** A code of `bindstatechange`. */
  | { readonly type: 'code'; readonly code: number; readonly now: number }
  /** An `errCode` of `binderror`. */
  | { readonly type: 'error'; readonly errCode: number }
  /** The server refused the address: its key is dead. */
  | { readonly type: 'refused' }
  /** The gateway did not answer a `republish`: worth another try. */
  | { readonly type: 'unanswered' }
  | { readonly type: 'signalling'; readonly is: 'up' | 'down' }
  | { readonly type: 'shown' }
  | { readonly type: 'hidden' }
  /** The time of the last `wait` is over. */
  | { readonly type: 'waited' };

export type PusherStep =
  | { readonly type: 'nothing' }
  /** Come back with `waited` after `ms`. */
  | { readonly type: 'wait'; readonly ms: number }
  /** Start the device with the address it has. */
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  /** Ask for a fresh address; come back with `addressGiven`. */
  | { readonly type: 'republish' }
  | { readonly type: 'askPermission'; readonly device: 'camera' | 'microphone' }
  /** Leave the room, to `rejoin` once the app is shown. */
  | { readonly type: 'leave' }
  | { readonly type: 'rejoin' };

export interface PusherResult {
  readonly state: PusherState;
  readonly step: PusherStep;
}

export const idlePusher: PusherState = { status: 'idle', signalling: 'up' };

const nothing: PusherStep = { type: 'nothing' };
const stay = (state: PusherState): PusherResult => ({ state, step: nothing });

/**
 * What a `live-pusher` is doing, and what to do next, after one more fact.
 * The same state object comes back where the fact means nothing, as with every code not listed here.
 */
export function reducePusher(state: PusherState, action: PusherAction): PusherResult {
  const { signalling } = state;
  switch (action.type) {
    case 'addressGiven':
      if (state.status === 'idle') {
        // The element starts by itself (`autopush`) as soon as it has an address.
        return stay({ status: 'starting', attempt: 0, refused: false, signalling });
      }
      return state.status === 'failed' && state.awaits === 'address'
        ? retry(state.attempt, signalling)
        : stay(state);
    case 'addressWithdrawn':
      return state.status === 'idle'
        ? stay(state)
        : { state: { status: 'idle', signalling }, step: { type: 'stop' } };
    case 'code':
      return state.status === 'idle' ? stay(state) : reduceCode(state, action.code, action.now);
    case 'error':
      if (state.status === 'idle') return stay(state);
      if (action.errCode === 10001) return deny(state.attempt, signalling, 'camera');
      if (action.errCode === 10002) return deny(state.attempt, signalling, 'microphone');
      return stay(state);
    case 'refused':
      return state.status === 'idle' || state.status === 'suspended'
        ? stay(state)
        : askForAddress(state.attempt, signalling);
    case 'unanswered':
      return state.status === 'failed' && state.awaits === 'address'
        ? retry(state.attempt + 1, signalling)
        : stay(state);
    case 'signalling':
      return reduceSignalling(state, action.is);
    case 'shown':
      return reduceShown(state);
    case 'hidden':
      // A start while hidden would not last.
      return state.status === 'failed' && state.awaits === 'timer'
        ? stay({ status: 'failed', attempt: state.attempt, awaits: 'shown', signalling })
        : stay(state);
    case 'waited':
      return state.status === 'failed' && state.awaits === 'timer'
        ? start(state.attempt, signalling)
        : stay(state);
  }
}

function reduceCode(
  state: Exclude<PusherState, { status: 'idle' }>,
  code: number,
  now: number,
): PusherResult {
  const { signalling, attempt } = state;
  switch (code) {
    case 1002:
      return state.status === 'live'
        ? stay(state)
        : stay({ status: 'live', attempt, since: now, signalling });
    case 1102:
      // The device retries by itself: a start() of ours would break its attempt.
      if (state.status !== 'starting' && state.status !== 'live') return stay(state);
      return stay({
        status: 'interrupted',
        attempt: state.status === 'live' ? attemptsBefore(attempt, state.since, now) : attempt,
        refused: state.status === 'starting' && state.refused,
        signalling,
      });
    case 3004:
      // "The server closed the connection: check the address" is how RTMP's refusal of a key arrives here.
      return state.status === 'starting' || state.status === 'interrupted'
        ? stay({ status: state.status, attempt, refused: true, signalling })
        : stay(state);
    case -1307:
      if (state.status === 'failed') return stay(state);
      if (state.status === 'suspended')
        return stay({ status: 'failed', attempt, awaits: 'shown', signalling });
      if (state.status !== 'live' && state.refused) return askForAddress(attempt, signalling);
      return retry(state.status === 'live' ? attemptsBefore(attempt, state.since, now) : attempt, signalling);
    case -1301:
      return deny(attempt, signalling, 'camera');
    case -1302:
      return deny(attempt, signalling, 'microphone');
    case 5000:
      return state.status === 'suspended'
        ? stay(state)
        : stay({ status: 'suspended', attempt, closed: false, signalling });
    case 5001:
      return state.status === 'suspended' && state.closed
        ? stay(state)
        : { state: { status: 'suspended', attempt, closed: true, signalling }, step: { type: 'leave' } };
    default:
      return stay(state);
  }
}

function reduceSignalling(state: PusherState, is: 'up' | 'down'): PusherResult {
  if (state.signalling === is) return stay(state);
  if (is === 'down') {
    return state.status === 'failed' && state.awaits === 'timer'
      ? stay({ status: 'failed', attempt: state.attempt, awaits: 'signalling', signalling: is })
      : stay({ ...state, signalling: is });
  }
  return state.status === 'failed' && state.awaits === 'signalling'
    ? start(state.attempt, is)
    : stay({ ...state, signalling: is });
}

function reduceShown(state: PusherState): PusherResult {
  const { signalling } = state;
  if (state.status === 'suspended') {
    return state.closed
      ? { state: { status: 'idle', signalling }, step: { type: 'rejoin' } }
      : stay({ status: 'starting', attempt: state.attempt, refused: false, signalling });
  }
  // The user may have been in the settings and allowed the device there.
  if (state.status === 'failed' && (state.awaits === 'shown' || state.awaits === 'permission')) {
    return retry(0, signalling);
  }
  return stay(state);
}

/** Restarts now, after the back-off, or once the gateway is reachable again and says who may push. */
function retry(attempt: number, signalling: 'up' | 'down'): PusherResult {
  if (signalling === 'down') return stay({ status: 'failed', attempt, awaits: 'signalling', signalling });
  const ms = retryDelay(attempt);
  if (ms === 0) return start(attempt, signalling);
  return { state: { status: 'failed', attempt, awaits: 'timer', signalling }, step: { type: 'wait', ms } };
}

function start(attempt: number, signalling: 'up' | 'down'): PusherResult {
  return {
    state: { status: 'starting', attempt: attempt + 1, refused: false, signalling },
    step: { type: 'start' },
  };
}

function askForAddress(attempt: number, signalling: 'up' | 'down'): PusherResult {
  return {
    state: { status: 'failed', attempt, awaits: 'address', signalling },
    step: { type: 'republish' },
  };
}

function deny(attempt: number, signalling: 'up' | 'down', device: 'camera' | 'microphone'): PusherResult {
  return {
    state: { status: 'failed', attempt, awaits: 'permission', device, signalling },
    step: { type: 'askPermission', device },
  };
}
