import { useLocal, useLocalStream, useRoomView } from '@callgrid/react';
import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { useStreamViews } from '../stream-view/stream-views.tsx';
import { useHeldAddress } from '../stream-view/use-held-address.ts';
import { Tile, type TileProps } from './tile.tsx';
import { useTileState } from './use-tile-state.ts';

/** This client's own picture, sent from here. */
export function LocalTile({
  place,
  onTap,
  onMenu,
}: Pick<TileProps, 'place' | 'onTap' | 'onMenu'>): ReactElement {
  const { uid, name, muted } = useLocal();
  const address = useHeldAddress(useLocalStream()?.address ?? null);
  const { LocalStreamView } = useStreamViews();
  const speaking = useRoomView((view) => view.participants.find((it) => it.uid === uid)?.speaking);
  const { state, onStatus, tryAgain } = useTileState(undefined);
  // It tries again by itself, for as long as there is somebody to send to; and with nothing to send it need not come through.
  const isStill = muted.audio && muted.video && state === 'connecting';
  const cover = state === 'failed' ? 'reconnecting' : isStill ? null : state;
  const texts = useTexts();
  return (
    <Tile
      id='callgrid-local'
      uid={uid ?? ''}
      name={name ? texts.own(name) : texts.you}
      microphoneOff={muted.audio}
      cameraOff={muted.video}
      speaking={speaking}
      away={false}
      place={place}
      onTap={onTap}
      onMenu={onMenu}
      state={cover}
      onTryAgain={tryAgain}
      label={texts.tile(name || texts.you, muted.audio, muted.video)}
    >
      {address && (
        <LocalStreamView
          key={address.url}
          source='camera'
          address={address}
          muted={muted}
          onStatus={onStatus}
        />
      )}
    </Tile>
  );
}
