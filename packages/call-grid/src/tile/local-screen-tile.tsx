import { useLocal, useLocalStream } from '@callgrid/react';
import type { ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { useStreamViews } from '../stream-view/stream-views.tsx';
import { Tile, type TileProps } from './tile.tsx';

/** This client's own screen, as it is sent from here. */
export function LocalScreenTile({ onTap, onMenu }: Pick<TileProps, 'onTap' | 'onMenu'>): ReactElement {
  const { uid, name, muted } = useLocal();
  const address = useLocalStream('screen')?.address;
  const { LocalStreamView } = useStreamViews();
  const texts = useTexts();
  const title = texts.screenOf(name || texts.you);
  return (
    <Tile
      id='callgrid-local-screen'
      uid={uid ?? ''}
      name={title}
      microphoneOff={false}
      screen
      cameraOff={false}
      away={false}
      label={title}
      onTap={onTap}
      onMenu={onMenu}
    >
      {address && <LocalStreamView key={address.url} source='screen' address={address} muted={muted} />}
    </Tile>
  );
}
