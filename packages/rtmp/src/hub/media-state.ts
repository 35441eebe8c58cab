/** waiting → live ⇄ stalled; a kind that is taken from the publisher is waiting again. Times are monotonic ms. */
export type MediaState = { status: 'waiting' } | { status: 'live'; lastAt: number } | { status: 'stalled' };

export type MediaAction =
  | { type: 'packet'; now: number }
  | { type: 'tick'; now: number; stalledAfterMs: number }
  | { type: 'publisherLost' }
  | { type: 'kindRemoved' };

/** The state of one kind of one stream after `action`. A change of status to live or stalled is worth an event. */
export function reduceMedia(state: MediaState, action: MediaAction): MediaState {
  switch (action.type) {
    case 'packet':
      return { status: 'live', lastAt: action.now };
    case 'tick':
      if (state.status !== 'live' || action.now - state.lastAt < action.stalledAfterMs) return state;
      return { status: 'stalled' };
    case 'publisherLost':
      return state.status === 'live' ? { status: 'stalled' } : state;
    case 'kindRemoved':
      return { status: 'waiting' };
  }
}
