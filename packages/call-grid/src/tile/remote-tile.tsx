import type { Participant, StreamId, StreamView } from '@callgrid/core';
import { useRoomView, useStream } from '@callgrid/react';
import { memo, type ReactElement } from 'react';
import { useTexts } from '../locale/use-texts.ts';
import { useStreamViews } from '../stream-view/stream-views.tsx';
import { Tile } from './tile.tsx';
import { useTileState } from './use-tile-state.ts';

interface RemoteTileProps {
  readonly id: StreamId;
  /** Its place in the tree. */
  readonly place: number;
  /** Whether it is played; else it is a name and no more. */
  readonly plays: boolean;
  readonly onTap: (id: StreamId) => void;
  readonly onMenu: (id: StreamId) => void;
}

/** Somebody else's stream. It renders again when its own stream or participant changes, and for nobody else. */
export const RemoteTile = memo(function RemoteTile({
  id,
  place,
  plays,
  onTap,
  onMenu,
}: RemoteTileProps): ReactElement | null {
  const stream = useStream(id);
  const participant = useRoomView((view) => view.participants.find(({ uid }) => uid === stream?.uid));
  const { RemoteStreamView } = useStreamViews();
  const texts = useTexts();
  const { state, onStatus, tryAgain } = useTileState(participant?.status);
  if (!stream) return null;
  const isScreen = stream.source === 'screen';
  const name = participant?.name || stream.uid;
  const title = isScreen ? texts.screenOf(name) : name;
  // A screen is not muted, and need have no sound.
  const microphoneOff = !isScreen && isOff(stream, participant, 'audio');
  const cameraOff = isScreen ? stream.media.video === undefined : isOff(stream, participant, 'video');
  return (
    <Tile
      id={`callgrid-tile-${stream.uid}${isScreen ? '-screen' : ''}`}
      uid={stream.uid}
      name={title}
      microphoneOff={microphoneOff}
      // Somebody who is still to come has a face already.
      cameraOff={cameraOff || !plays || state === 'connecting'}
      speaking={!isScreen && participant?.speaking}
      away={participant?.status !== 'connected'}
      screen={isScreen}
      label={texts.tile(title, microphoneOff, cameraOff)}
      place={place}
      onTap={() => onTap(id)}
      onMenu={() => onMenu(id)}
      state={state}
      onTryAgain={tryAgain}
    >
      {plays && stream.address && (
        <RemoteStreamView
          id={`callgrid-player-${place - 1}`}
          uid={stream.uid}
          source={stream.source}
          address={stream.address}
          onStatus={onStatus}
        />
      )}
    </Tile>
  );
});

function isOff(stream: StreamView, participant: Participant | undefined, kind: 'audio' | 'video'): boolean {
  return stream.media[kind] === undefined || (participant?.muted[kind] ?? false);
}
