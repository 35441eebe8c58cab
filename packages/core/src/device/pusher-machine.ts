import { attemptsBefore } from './retry-delay.ts';
import {
  type CommonAction,
  type CommonState,
  nothing,
  reduceWaiting,
  retry,
  type WaitStep,
} from './waiting.ts';

/** idle → starting → live ⇄ interrupted; any → suspended → resuming, failed → starting */
export type PusherState =
  | CommonState
  | ({
      readonly signalling: 'up' | 'down';
    } /** An address is set and nothing was sent yet; `attempt` counts our restarts in a row. */ & (
      | { readonly status: 'starting'; readonly attempt: number; readonly refused: boolean }
      /** The device lost its connection and tries again by itself. */
      | { readonly status: 'interrupted'; readonly attempt: number; readonly refused: boolean }
      /** The device gave up, and waits for another address. */
      | { readonly status: 'failed'; readonly attempt: number; readonly awaits: 'address' }
      /** The user, or the system, keeps a device from us. */
      | {
          readonly status: 'failed';
          readonly attempt: number;
          readonly awaits: 'permission';
          readonly device: RefusedDevice;
        }
    ));

export type RefusedDevice = 'camera' | 'microphone';

export type PusherAction =
  | CommonAction
  /** An `errCode` of `binderror`. */
  | { readonly type: 'error'; readonly errCode: number };

export type PusherStep =
  | { readonly type: 'nothing' }
  | WaitStep
  /** Start the device with the address it has. */
  | { readonly type: 'start' }
  | { readonly type: 'stop' }
  /** Ask for a fresh address; come back with `addressGiven`. */
  | { readonly type: 'republish' }
  /** The device is refused: go on without it, and say so. */
  | { readonly type: 'refused'; readonly device: RefusedDevice }
  /** The user closed the float window of a hidden app, which ended the call for this device. */
  | { readonly type: 'floatClosed' };

export interface PusherResult {
  readonly state: PusherState;
  readonly step: PusherStep;
}

export const idlePusher: PusherState = { status: 'idle', signalling: 'up' };

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
        ? retry(state.attempt, signalling, start)
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
      return state.status === 'idle' || state.status === 'suspended' || state.status === 'resuming'
        ? stay(state)
        : askForAddress(state.attempt, signalling);
    case 'unanswered':
      return state.status === 'failed' && state.awaits === 'address'
        ? retry(state.attempt + 1, signalling, start)
        : stay(state);
    case 'shown':
      // Without the device that was refused, or with it, should the user have allowed it in the settings.
      if (state.status === 'failed' && state.awaits === 'permission') return retry(0, signalling, start);
      return reduceWaiting(state, action, start);
    default:
      return reduceWaiting(state, action, start);
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
      if (state.status !== 'starting' && state.status !== 'live' && state.status !== 'resuming')
        return stay(state);
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
      if ('refused' in state && state.refused) return askForAddress(attempt, signalling);
      return retry(
        state.status === 'live' ? attemptsBefore(attempt, state.since, now) : attempt,
        signalling,
        start,
      );
    case -1301:
      return deny(attempt, signalling, 'camera');
    case -1302:
      return deny(attempt, signalling, 'microphone');
    case 5000:
      return state.status === 'suspended' ? stay(state) : stay({ status: 'suspended', attempt, signalling });
    case 5001:
      return { state: { status: 'suspended', attempt, signalling }, step: { type: 'floatClosed' } };
    default:
      return stay(state);
  }
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

function deny(attempt: number, signalling: 'up' | 'down', device: RefusedDevice): PusherResult {
  return {
    state: { status: 'failed', attempt, awaits: 'permission', device, signalling },
    step: { type: 'refused', device },
  };
}
