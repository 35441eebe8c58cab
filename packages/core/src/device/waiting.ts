import { retryDelay } from './retry-delay.ts';

type Signalling = 'up' | 'down';

/** A device that gave up, and what it waits for before it is tried again. */
export interface Waiting {
  readonly status: 'failed';
  readonly attempt: number;
  readonly awaits: 'timer' | 'signalling' | 'shown';
  readonly signalling: Signalling;
}

/** The app is seen again: the device is given this long to come back by itself, in milliseconds. */
const COMES_BACK_WITHIN = 3_000;

/** Shown again after it was suspended: most devices come back by themselves. */
export interface Resuming {
  readonly status: 'resuming';
  readonly attempt: number;
  readonly signalling: Signalling;
}

/** idle → … → live; any → suspended → resuming: what a pusher and a player have in common. */
export type CommonState =
  | Resuming
  | Waiting
  | ({ readonly signalling: Signalling } & (
      | { readonly status: 'idle' }
      | { readonly status: 'live'; readonly attempt: number; readonly since: number }
      /** The app is hidden, or something else has the device. */
      | { readonly status: 'suspended'; readonly attempt: number }
    ));

/** What every device is told; codes and refusals mean something else to each. */
export type CommonAction =
  | WaitingAction
  | { readonly type: 'addressGiven' }
  | { readonly type: 'addressWithdrawn' }
  /** A code of `bindstatechange`. */
  | { readonly type: 'code'; readonly code: number; readonly now: number }
  /** A pusher's key is dead; a player's stream is gone, or about to be. */
  | { readonly type: 'refused' }
  /** The gateway did not answer when it was asked for the address: worth another try. */
  | { readonly type: 'unanswered' };

/** What any device is told beside its own codes. */
export type WaitingAction =
  | { readonly type: 'signalling'; readonly is: Signalling }
  | { readonly type: 'shown' }
  | { readonly type: 'hidden' }
  /** The time of the last `wait` is over. */
  | { readonly type: 'waited' };

/** Come back with `waited` after `ms`. */
export interface WaitStep {
  readonly type: 'wait';
  readonly ms: number;
}

interface Result<State, Step> {
  readonly state: State;
  readonly step: Step | WaitStep | { readonly type: 'nothing' };
}

interface Device {
  readonly status: string;
  readonly signalling: Signalling;
  readonly attempt?: number;
  readonly awaits?: string;
}

/**
 * What every device does on these, whatever it is: it waits for its time, for signalling, or to be seen again, and
 * then does what `again` gives.
 */
export function reduceWaiting<State extends Device, Step>(
  state: State,
  action: WaitingAction,
  again: (attempt: number, signalling: Signalling) => Result<State, Step>,
): Result<State | Waiting | Resuming, Step> {
  const { status, awaits, signalling, attempt = 0 } = state;
  const failed = status === 'failed';
  switch (action.type) {
    case 'signalling':
      if (signalling === action.is) return stay(state);
      if (action.is === 'up' && failed && awaits === 'signalling') return again(attempt, 'up');
      if (action.is === 'down' && failed && awaits === 'timer') {
        return stay({ status: 'failed', attempt, awaits: 'signalling', signalling: 'down' });
      }
      return stay({ ...state, signalling: action.is });
    case 'hidden':
      // A start while hidden would not last.
      return (failed && awaits === 'timer') || status === 'resuming'
        ? stay({ status: 'failed', attempt, awaits: 'shown', signalling })
        : stay(state);
    case 'shown':
      if (status === 'suspended') {
        return {
          state: { status: 'resuming', attempt, signalling },
          step: { type: 'wait', ms: COMES_BACK_WITHIN },
        };
      }
      return failed && awaits === 'shown' ? retry(0, signalling, again) : stay(state);
    case 'waited':
      return (failed && awaits === 'timer') || status === 'resuming'
        ? retryNow(attempt, signalling, again)
        : stay(state);
  }
}

/** Tries again now, after the back-off, or once the gateway is reachable and says who may. */
export function retry<State, Step>(
  attempt: number,
  signalling: Signalling,
  again: (attempt: number, signalling: Signalling) => Result<State, Step>,
): Result<State | Waiting, Step> {
  const ms = retryDelay(attempt);
  if (signalling === 'down' || ms === 0) return retryNow(attempt, signalling, again);
  return { state: { status: 'failed', attempt, awaits: 'timer', signalling }, step: { type: 'wait', ms } };
}

function retryNow<State, Step>(
  attempt: number,
  signalling: Signalling,
  again: (attempt: number, signalling: Signalling) => Result<State, Step>,
): Result<State | Waiting, Step> {
  if (signalling === 'up') return again(attempt, signalling);
  return stay({ status: 'failed', attempt, awaits: 'signalling', signalling });
}

function stay<State>(state: State): { readonly state: State; readonly step: { readonly type: 'nothing' } } {
  return { state, step: nothing };
}

export const nothing = { type: 'nothing' } as const;
