import type { Clock, MediaKind, Room, RoomView, StreamId } from '@callgrid/core';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Arrangement, PlacedTile } from './arrange.ts';
import {
  arrangeGrid,
  emptyGrid,
  type GridAction,
  type GridLimits,
  type GridState,
  reduceGrid,
} from './grid-state.ts';
import type { LayoutChoice } from './layouts.ts';
import { ShownStreams } from './shown-streams.ts';
import { speakingStreams } from './speaking-streams.ts';
import type { StageSize } from './stage-size.ts';
import type { TileId } from './tile-id.ts';
import { isSameRect } from './tile-rect.ts';

/** What of the grid is seen. Whatever did not change stays the same object. */
export interface GridView extends Arrangement {
  /** What was asked for; `layout` is what came of it. */
  readonly choice: LayoutChoice;
  readonly pinned: readonly TileId[];
  readonly full: TileId | null;
  /** Those of others that are seen and not heard. */
  readonly hushed: readonly StreamId[];
}

/**
 * The tiles of one call: where they lie, and which streams are played. What is on no page that is seen is
 * unsubscribed, so that nobody downloads what nobody sees.
 */
export class Grid {
  readonly store: StoreApi<GridView>;
  private readonly clock: Clock;
  private readonly room: Room;
  private readonly shown: ShownStreams;
  private state: GridState;
  private speaking: readonly StreamId[] = [];
  private stopWaiting = (): void => {};

  constructor(room: Room, clock: Clock, size: StageSize, limits: GridLimits) {
    this.room = room;
    this.clock = clock;
    this.state = emptyGrid(size, limits);
    this.store = createStore<GridView>()(() => viewOf(this.state));
    this.shown = new ShownStreams(room, clock);
    this.heed(room.store.getState());
  }

  /** Follows the room. Gives the function that stops it; it may be started again. */
  start(): () => void {
    const follow = () => this.heed(this.room.store.getState());
    const stops = [this.shown.start(), this.room.store.subscribe(follow), () => this.stopWaiting()];
    follow();
    // Somebody may have waited for the floor when it was stopped.
    this.hear();
    return () => {
      for (const stop of stops) stop();
    };
  }

  setLayout(layout: LayoutChoice): void {
    this.dispatch({ type: 'layout', layout });
  }

  /** Keeps a tile on every page, large where something is large, or lets it go. */
  pin(id: TileId, isPinned: boolean): void {
    this.dispatch({ type: 'pin', id, isPinned });
  }

  /** Makes one tile large in place of any other, or what is large no longer so. */
  toggle(id: TileId): void {
    this.dispatch({ type: 'toggle', id });
  }

  /** Stops the sound of one stream for this client alone, or lets it be heard again. */
  hush(id: StreamId, isHushed: boolean): void {
    this.dispatch({ type: 'hush', id, isHushed });
  }

  /** Lays one tile over all others; null: none. */
  setFull(id: TileId | null): void {
    this.dispatch({ type: 'full', id });
  }

  /** Turns to a page, from 0; one that is not there is the first or the last. */
  turnTo(page: number): void {
    this.dispatch({ type: 'page', page });
  }

  resize(size: StageSize): void {
    this.dispatch({ type: 'size', size });
  }

  /** The kinds of a stream that are wanted. */
  kindsOf(id: StreamId): readonly MediaKind[] {
    return this.shown.kindsOf(id);
  }

  private heed(view: RoomView): void {
    const own: TileId[] = view.local.role === 'broadcaster' ? ['camera'] : [];
    const streams: StreamId[] = [];
    for (const { id, uid, source } of view.streams) {
      if (uid !== view.local.uid) streams.push(id);
      else if (source === 'screen') own.push('screen');
    }
    this.dispatch({ type: 'tiles', own, streams });
    const speaking = speakingStreams(view);
    if (speaking.join() === this.speaking.join()) return;
    this.speaking = speaking;
    this.hear();
  }

  private hear(): void {
    this.stopWaiting();
    const wait = this.dispatch({ type: 'speakers', ids: this.speaking, now: this.clock.now() });
    if (wait !== null) this.stopWaiting = this.clock.after(wait, () => this.hear());
  }

  private dispatch(action: GridAction): number | null {
    const { state, wait } = reduceGrid(this.state, action);
    if (state !== this.state) {
      this.state = state;
      const view = keepSame(this.store.getState(), viewOf(state));
      this.store.setState(view, true);
    }
    const played = this.store.getState().tiles.filter(({ plays }) => plays);
    this.shown.show(
      played.map(({ id }) => id as StreamId),
      state.hushed,
    );
    return wait;
  }
}

function viewOf(state: GridState): GridView {
  const { layout: choice, pinned, full, hushed } = state;
  return { ...arrangeGrid(state), choice, pinned, full, hushed };
}

/** The new view, with the old one's objects where they say the same. */
function keepSame(before: GridView, after: GridView): GridView {
  const tiles = after.tiles.map((tile) => before.tiles.find((known) => isSameTile(known, tile)) ?? tile);
  const areSame =
    tiles.length === before.tiles.length && tiles.every((tile, at) => tile === before.tiles[at]);
  return { ...after, tiles: areSame ? before.tiles : tiles };
}

function isSameTile(one: PlacedTile, other: PlacedTile): boolean {
  return (
    one.id === other.id &&
    one.as === other.as &&
    one.plays === other.plays &&
    isSameRect(one.rect, other.rect) &&
    isSameRect(one.home, other.home)
  );
}
