import type { ErrorCode, LeaveReason, Uid } from '@callgrid/protocol';

/** idle → joining → joined ⇄ reconnecting → left → joining */
export type ConnectionState =
  | { readonly status: 'idle' }
  | { readonly status: 'joining' }
  | { readonly status: 'joined'; readonly self: Uid }
  | {
      readonly status: 'reconnecting';
      readonly self: Uid;
      readonly attempt: number;
      readonly cause: ErrorCode;
    }
  | { readonly status: 'left'; readonly reason: LeaveReason };

export type ConnectionAction =
  | { readonly type: 'join' }
  | { readonly type: 'joined'; readonly self: Uid }
  | { readonly type: 'reconnecting'; readonly attempt: number; readonly cause: ErrorCode }
  | { readonly type: 'reconnected' }
  | { readonly type: 'ended'; readonly reason: LeaveReason };

/** The next state; the same object where the action means nothing there. */
export function reduceConnection(state: ConnectionState, action: ConnectionAction): ConnectionState {
  switch (action.type) {
    case 'join':
      return state.status === 'idle' || state.status === 'left' ? { status: 'joining' } : state;
    case 'joined':
      return state.status === 'joining' ? { status: 'joined', self: action.self } : state;
    case 'reconnecting':
      if (state.status !== 'joined' && state.status !== 'reconnecting') return state;
      return { status: 'reconnecting', self: state.self, attempt: action.attempt, cause: action.cause };
    case 'reconnected':
      return state.status === 'reconnecting' ? { status: 'joined', self: state.self } : state;
    case 'ended':
      return state.status === 'idle' || state.status === 'left'
        ? state
        : { status: 'left', reason: action.reason };
  }
}
