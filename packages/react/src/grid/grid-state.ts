import type { StreamId } from '@callgrid/core';
import { type Arrangement, arrange, type Scene } from './arrange.ts';
import { emptyFloor, type Floor, giveFloor, heardAt, noteSpeakers } from './floor.ts';
import type { LayoutChoice } from './layouts.ts';
import type { StageSize } from './stage-size.ts';
import { isOwnTile, isScreenTile, type TileId } from './tile-id.ts';

/** How many streams are played at once, and how many tiles a page takes. */
export type GridLimits = Pick<Scene, 'maxPlayers' | 'pageSize'>;

/** Everything that decides how a call lies, apart from the room itself. */
export interface GridState extends Omit<Scene, 'tiles' | 'spotlight'> {
  /** The own tiles that there are. */
  readonly own: readonly TileId[];
  /** The streams of others in the order in which they are shown: of arrival, but for speakers who were brought in. */
  readonly seats: readonly StreamId[];
  /** Those of others that are seen and not heard. */
  readonly hushed: readonly StreamId[];
  readonly floor: Floor;
}

export type GridAction =
  | { readonly type: 'tiles'; readonly own: readonly TileId[]; readonly streams: readonly StreamId[] }
  | { readonly type: 'size'; readonly size: StageSize }
  | { readonly type: 'layout'; readonly layout: LayoutChoice }
  /** Pins, or lets go. */
  | { readonly type: 'pin'; readonly id: TileId; readonly isPinned: boolean }
  /** Makes one tile large in place of any other, or what is large no longer so. */
  | { readonly type: 'toggle'; readonly id: TileId }
  | { readonly type: 'hush'; readonly id: StreamId; readonly isHushed: boolean }
  | { readonly type: 'full'; readonly id: TileId | null }
  | { readonly type: 'page'; readonly page: number }
  /** Who speaks now; also to be told when the `wait` of the last result is over. */
  | { readonly type: 'speakers'; readonly ids: readonly StreamId[]; readonly now: number };

export interface GridResult {
  /** The same object where nothing changed. */
  readonly state: GridState;
  /** After how many ms the speakers are to be told again; null: not before they change. */
  readonly wait: number | null;
}

export function emptyGrid(size: StageSize, { maxPlayers, pageSize }: GridLimits): GridState {
  return {
    own: [],
    seats: [],
    size,
    layout: 'auto',
    pinned: [],
    small: [],
    full: null,
    hushed: [],
    page: 0,
    floor: emptyFloor,
    maxPlayers,
    pageSize,
  };
}

export function arrangeGrid(state: GridState): Arrangement {
  const { own, seats, floor } = state;
  return arrange({ ...state, tiles: [...own, ...seats], spotlight: floor.holder });
}

export function reduceGrid(state: GridState, action: GridAction): GridResult {
  if (action.type === 'speakers') return speakers(state, action.ids, action.now);
  return { state: reduce(state, action), wait: null };
}

function reduce(state: GridState, action: Exclude<GridAction, { type: 'speakers' }>): GridState {
  switch (action.type) {
    case 'tiles':
      return seat(state, action.own, action.streams);
    case 'size': {
      const { width, height } = state.size;
      const isSame = width === action.size.width && height === action.size.height;
      return isSame ? state : { ...state, size: action.size };
    }
    case 'layout':
      return state.layout === action.layout ? state : { ...state, layout: action.layout, page: 0 };
    case 'pin': {
      const others = state.pinned.filter((id) => id !== action.id);
      if (!action.isPinned)
        return others.length === state.pinned.length ? state : { ...state, pinned: others };
      return isThere(state, action.id) ? enlarge(state, action.id, others) : state;
    }
    case 'toggle':
      return toggle(state, action.id);
    case 'hush': {
      if (state.hushed.includes(action.id) === action.isHushed || !isThere(state, action.id)) return state;
      const others = state.hushed.filter((id) => id !== action.id);
      return { ...state, hushed: action.isHushed ? [...others, action.id] : others };
    }
    case 'full': {
      if (state.full === action.id) return state;
      return action.id === null || isThere(state, action.id) ? { ...state, full: action.id } : state;
    }
    case 'page': {
      const page = Math.min(Math.max(Math.trunc(action.page), 0), arrangeGrid(state).pages - 1);
      return page === state.page ? state : { ...state, page };
    }
  }
}

function toggle(state: GridState, id: TileId): GridState {
  if (!isThere(state, id)) return state;
  if (state.pinned.includes(id)) return { ...state, pinned: state.pinned.filter((pin) => pin !== id) };
  const main = arrangeGrid(state).tiles.find((tile) => tile.as === 'main')?.id;
  if (id === main && isScreenTile(id)) return { ...state, small: [...state.small, id] };
  return id === main ? state : enlarge(state, id, []);
}

/** Pins one beside the others; what is large by itself makes room for it. */
function enlarge(state: GridState, id: TileId, others: readonly TileId[]): GridState {
  const screens = state.seats.filter((seat) => isScreenTile(seat) && seat !== id);
  return { ...state, pinned: [...others, id], small: screens };
}

function isThere({ own, seats }: GridState, id: TileId): boolean {
  return isOwnTile(id) ? own.includes(id) : seats.includes(id);
}

/** Nobody moves: who is gone leaves the row, who is new comes last. */
function seat(state: GridState, own: readonly TileId[], streams: readonly StreamId[]): GridState {
  const stayed = state.seats.filter((id) => streams.includes(id));
  const seats = [...stayed, ...streams.filter((id) => !stayed.includes(id))];
  const isSame =
    seats.length === state.seats.length &&
    seats.every((id, at) => id === state.seats[at]) &&
    own.length === state.own.length &&
    own.every((id, at) => id === state.own[at]);
  if (isSame) return state;
  const next = { ...state, own, seats };
  return {
    ...next,
    page: Math.min(state.page, arrangeGrid(next).pages - 1),
    pinned: state.pinned.filter((id) => isThere(next, id)),
    small: state.small.filter((id) => isThere(next, id)),
    hushed: state.hushed.filter((id) => isThere(next, id)),
    full: state.full !== null && isThere(next, state.full) ? state.full : null,
  };
}

function speakers(state: GridState, ids: readonly StreamId[], now: number): GridResult {
  const noted = noteSpeakers(state.floor, ids, state.seats, now);
  const { floor, wait } = giveFloor(noted, now);
  const heard = { ...state, floor };
  const isTaken = floor.holder !== null && floor.holder !== state.floor.holder;
  return { state: isTaken ? bringIn(heard, floor.holder) : heard, wait };
}

/** Whoever has the floor takes the seat of the camera on this page that was heard longest ago, where it has none itself. */
function bringIn(state: GridState, speaker: StreamId): GridState {
  const shown = arrangeGrid(state).tiles.map(({ id }) => id);
  if (shown.includes(speaker)) return state;
  const [leaving] = shown
    .filter((id): id is StreamId => !isOwnTile(id) && !isScreenTile(id))
    .filter((id) => !state.pinned.includes(id) && id !== state.full)
    .sort((one, other) => heardAt(state.floor, one) - heardAt(state.floor, other));
  if (leaving === undefined || heardAt(state.floor, leaving) === Number.POSITIVE_INFINITY) return state;
  const seats = state.seats.map((id) => (id === speaker ? leaving : id === leaving ? speaker : id));
  return { ...state, seats };
}
