import type { Address, MediaKind, PlayerState, PusherState, Source, Uid } from '@callgrid/core';
import { type ComponentType, createContext, useContext } from 'react';
import { LivePlayerView } from './live-player-view.tsx';
import { LivePusherView } from './live-pusher-view.tsx';
import { WebPlayerView } from './web/web-player-view.tsx';
import { WhipView } from './web/whip-view.tsx';

export interface LocalStreamViewProps {
  /** A screen is only ever sent by browsers. */
  readonly source: Source;
  /** Where to push. It stays the same as long as the view lives. */
  readonly address: Address;
  readonly muted: Readonly<Record<MediaKind, boolean>>;
  /** What the pusher does, and what makes one that waits try again at once. It never changes. */
  readonly onStatus?: (status: PusherState['status'], tryAgain: () => void) => void;
}

export interface RemoteStreamViewProps {
  /** The element's id, one for each place on the page. */
  readonly id: string;
  readonly uid: Uid;
  readonly source: Source;
  /** Where to pull; it may change while the view lives. */
  readonly address: Address;
  /** What the player does, and what makes one that waits try again at once. It never changes. */
  readonly onStatus?: (status: PlayerState['status'], tryAgain: () => void) => void;
}

/** The port to whatever captures and plays media here. Both fill the element they are put in. */
export interface StreamViews {
  readonly LocalStreamView: ComponentType<LocalStreamViewProps>;
  readonly RemoteStreamView: ComponentType<RemoteStreamViewProps>;
}

/** A mini program's native elements, or a browser's video elements. */
export const defaultStreamViews: StreamViews =
  process.env.TARO_ENV === 'weapp'
    ? { LocalStreamView: LivePusherView, RemoteStreamView: LivePlayerView }
    : { LocalStreamView: WhipView, RemoteStreamView: WebPlayerView };

/** Replaces the views of every call below, such as by pictures in a playground. */
export const StreamViewsContext = createContext<StreamViews>(defaultStreamViews);

export function useStreamViews(): StreamViews {
  return useContext(StreamViewsContext);
}
