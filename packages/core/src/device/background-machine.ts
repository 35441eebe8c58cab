import type { MediaKind } from '@callgrid/protocol';
import type { RefusedDevice } from './pusher-machine.ts';

/** shown ⇄ hidden → away (the float window was closed, which ended the call) → shown */
export interface BackgroundState {
  readonly app: 'shown' | 'hidden' | 'away';
  /** What keeps a kind from us: the user's or the system's refusal, or a phone call. */
  readonly kept: Readonly<Partial<Record<MediaKind, 'refused' | 'interrupted'>>>;
  /** The kinds that were muted because of it, to be unmuted once it is over. */
  readonly held: readonly MediaKind[];
}

export type BackgroundAction =
  | { readonly type: 'hidden' }
  | { readonly type: 'shown' }
  /** The pusher's 5001. */
  | { readonly type: 'floatClosed' }
  /** A phone call, an alarm, another app that takes the sound; `muted` as it is now. */
  | { readonly type: 'interrupted'; readonly muted: Muted }
  | { readonly type: 'interruptionOver' }
  | { readonly type: 'refused'; readonly device: RefusedDevice; readonly muted: Muted }
  /** The settings say that the device may be used. */
  | { readonly type: 'allowed'; readonly device: RefusedDevice }
  /** The user unmuted a kind that was held: it is the user's again. */
  | { readonly type: 'unmuted'; readonly kind: MediaKind };

type Muted = Readonly<Record<MediaKind, boolean>>;

export type BackgroundStep =
  | { readonly type: 'mute' | 'unmute'; readonly kind: MediaKind }
  /** Stop the devices, take them away, and leave the room until the app is shown. */
  | { readonly type: 'leave' }
  | { readonly type: 'rejoin' }
  /** Starts that would not last are put off. */
  | { readonly type: 'rest' }
  /** Devices may go on: those that do not come back by themselves are started. */
  | { readonly type: 'revive' }
  /** Something else had the speaker: what plays takes it back. */
  | { readonly type: 'takeSpeaker' }
  /** Look whether what was refused is allowed by now; come back with `allowed`. */
  | { readonly type: 'askSettings' };

export interface BackgroundResult {
  readonly state: BackgroundState;
  readonly steps: readonly BackgroundStep[];
}

export const inForeground: BackgroundState = { app: 'shown', kept: {}, held: [] };

const kindOf = { camera: 'video', microphone: 'audio' } as const satisfies Record<RefusedDevice, MediaKind>;

/** What becomes of a call that loses the user's attention, or a device, to something else, and what to do next. */
export function reduceBackground(state: BackgroundState, action: BackgroundAction): BackgroundResult {
  switch (action.type) {
    case 'hidden':
      return state.app === 'shown'
        ? { state: { ...state, app: 'hidden' }, steps: [{ type: 'rest' }] }
        : stay(state);
    case 'shown':
      if (state.app === 'shown') return stay(state);
      if (state.app === 'away') return { state: { ...state, app: 'shown' }, steps: [{ type: 'rejoin' }] };
      return {
        state: { ...state, app: 'shown' },
        steps: [
          { type: 'revive' },
          { type: 'takeSpeaker' },
          ...(refusedDevices(state).length > 0 ? [{ type: 'askSettings' } as const] : []),
        ],
      };
    case 'floatClosed':
      if (state.app === 'away') return stay(state);
      // A hidden app's code stands still: it may hear of it when it is shown, and after that.
      return state.app === 'shown'
        ? { state, steps: [{ type: 'leave' }, { type: 'rejoin' }] }
        : { state: { ...state, app: 'away' }, steps: [{ type: 'leave' }] };
    case 'interrupted':
      return state.kept.audio ? stay(state) : hold(state, 'audio', 'interrupted', action.muted);
    case 'interruptionOver': {
      const result = state.kept.audio === 'interrupted' ? release(state, 'audio') : stay(state);
      return goOn(result, { type: 'revive' }, { type: 'takeSpeaker' });
    }
    case 'refused': {
      const kind = kindOf[action.device];
      const isMuted = action.muted[kind] || state.held.includes(kind);
      // A device says it by a code and by an error; only who unmutes what is still refused begins anew.
      if (state.kept[kind] === 'refused' && isMuted) return stay(state);
      // Without the refused device the other one still works.
      return goOn(hold(state, kind, 'refused', action.muted), { type: 'revive' });
    }
    case 'allowed': {
      const kind = kindOf[action.device];
      return state.kept[kind] === 'refused' ? goOn(release(state, kind), { type: 'revive' }) : stay(state);
    }
    case 'unmuted':
      return state.held.includes(action.kind)
        ? { state: { ...state, held: state.held.filter((kind) => kind !== action.kind) }, steps: [] }
        : stay(state);
  }
}

/** The devices that are refused now. */
export function refusedDevices({ kept }: BackgroundState): readonly RefusedDevice[] {
  return (['camera', 'microphone'] as const).filter((device) => kept[kindOf[device]] === 'refused');
}

function hold(
  state: BackgroundState,
  kind: MediaKind,
  by: 'refused' | 'interrupted',
  muted: Muted,
): BackgroundResult {
  const kept = { ...state.kept, [kind]: by };
  if (muted[kind] || state.held.includes(kind)) return { state: { ...state, kept }, steps: [] };
  return { state: { ...state, kept, held: [...state.held, kind] }, steps: [{ type: 'mute', kind }] };
}

function release(state: BackgroundState, kind: MediaKind): BackgroundResult {
  const { [kind]: _, ...kept } = state.kept;
  const held = state.held.filter((it) => it !== kind);
  return {
    state: { ...state, kept, held },
    steps: state.held.includes(kind) ? [{ type: 'unmute', kind }] : [],
  };
}

/** Devices go on at once where the app is shown; a hidden one's go on when it is. */
function goOn({ state, steps }: BackgroundResult, ...further: readonly BackgroundStep[]): BackgroundResult {
  return { state, steps: state.app === 'shown' ? [...steps, ...further] : steps };
}

function stay(state: BackgroundState): BackgroundResult {
  return { state, steps: [] };
}
