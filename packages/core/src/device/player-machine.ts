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
export type PlayerState =
  | CommonState
  | ({
      readonly signalling: 'up' | 'down';
    } /** An address is set and no media came yet; `attempt` counts our restarts in a row. */ & (
      | { readonly status: 'starting'; readonly attempt: number }
      /** The device lost its connection and tries again by itself. */
      | { readonly status: 'interrupted'; readonly attempt: number }
      /** The device gave up, and waits for its address, or for the stream to be there again. */
      | { readonly status: 'failed'; readonly attempt: number; readonly awaits: 'address' | 'stream' }
    ));

export type PlayerAction = CommonAction;

export type PlayerStep =
  | { readonly type: 'nothing' }
  | WaitStep
  /** Ask for the address again; come back with `addressGiven`, `refused` or `unanswered`. */
  | { readonly type: 'resubscribe' }
  | { readonly type: 'play' }
  | { readonly type: 'stop' };

export interface PlayerResult {
  readonly state: PlayerState;
  readonly step: PlayerStep;
}

export const idlePlayer: PlayerState = { status: 'idle', signalling: 'up' };

const stay = (state: PlayerState): PlayerResult => ({ state, step: nothing });

/**
 * What a `live-player` is doing, and what to do next, after one more fact.
 * The same state object comes back where the fact means nothing, as with every code not listed here.
 */
export function reducePlayer(state: PlayerState, action: PlayerAction): PlayerResult {
  const { signalling } = state;
  switch (action.type) {
    case 'addressGiven':
      // The element starts by itself (`autoplay`) as soon as it has an address.
      if (state.status === 'idle') return stay({ status: 'starting', attempt: 0, signalling });
      if (state.status !== 'failed') return stay(state);
      return {
        state: { status: 'starting', attempt: state.attempt + 1, signalling },
        step: { type: 'play' },
      };
    case 'addressWithdrawn':
      return state.status === 'idle'
        ? stay(state)
        : { state: { status: 'idle', signalling }, step: { type: 'stop' } };
    case 'code':
      return state.status === 'idle' ? stay(state) : reduceCode(state, action.code, action.now);
    case 'refused':
      return state.status === 'failed' && state.awaits === 'address'
        ? stay({ status: 'failed', attempt: state.attempt, awaits: 'stream', signalling })
        : stay(state);
    case 'unanswered':
      return state.status === 'failed' && state.awaits === 'address'
        ? retry(state.attempt + 1, signalling, resubscribe)
        : stay(state);
    default:
      return reduceWaiting(state, action, resubscribe);
  }
}

function reduceCode(
  state: Exclude<PlayerState, { status: 'idle' }>,
  code: number,
  now: number,
): PlayerResult {
  const { signalling, attempt } = state;
  switch (code) {
    case 2002:
    case 2003:
    case 2004:
      return state.status === 'live'
        ? stay(state)
        : stay({ status: 'live', attempt, since: now, signalling });
    case 2103:
      return state.status === 'starting' || state.status === 'live' || state.status === 'resuming'
        ? stay({ status: 'interrupted', attempt: failuresBefore(state, now), signalling })
        : stay(state);
    case 2006:
    case -2301:
      if (state.status === 'failed') return stay(state);
      return state.status === 'suspended'
        ? stay({ status: 'failed', attempt, awaits: 'shown', signalling })
        : retry(failuresBefore(state, now), signalling, resubscribe);
    case 5000:
      return state.status === 'suspended' ? stay(state) : stay({ status: 'suspended', attempt, signalling });
    default:
      return stay(state);
  }
}

function failuresBefore(state: Exclude<PlayerState, { status: 'idle' }>, now: number): number {
  return state.status === 'live' ? attemptsBefore(state.attempt, state.since, now) : state.attempt;
}

function resubscribe(attempt: number, signalling: 'up' | 'down'): PlayerResult {
  return {
    state: { status: 'failed', attempt, awaits: 'address', signalling },
    step: { type: 'resubscribe' },
  };
}
