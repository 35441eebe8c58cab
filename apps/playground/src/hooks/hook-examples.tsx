import { streamId, toUid } from '@callgrid/core';
import {
  layouts,
  useActiveSpeakers,
  useConnectionState,
  useGrid,
  useGridLayout,
  useJoin,
  useLocal,
  useLocalMedia,
  useLocalStream,
  useMuted,
  useNetworkQuality,
  usePagination,
  useParticipant,
  useParticipants,
  useQualityLog,
  useRemoteStreamIds,
  useRemoteStreams,
  useRoom,
  useRoomEvent,
  useRoomView,
  useStream,
  useStreamQuality,
} from '@callgrid/react';
import { useState } from 'react';
import { Button, Value } from './value.tsx';

/** Somebody who is in the call of each story. */
const ann = toUid(2);

export function UseRoom() {
  const room = useRoom();
  return <Button onClick={() => room.setSpeaking(true)}>Say that I speak</Button>;
}

export function UseRoomView() {
  const count = useRoomView((view) => view.participants.length);
  return <Value of={count} />;
}

export function UseRoomEvent() {
  const [latest, setLatest] = useState('');
  useRoomEvent('participantJoined', ({ participant }) => setLatest(`${participant.name} came`));
  useRoomEvent('participantLeft', ({ uid, reason }) => setLatest(`${uid} went: ${reason}`));
  return <Value of={latest} />;
}

export function UseConnectionState() {
  const connection = useConnectionState();
  return <Value of={connection} />;
}

export function UseJoin() {
  const { error, joinAgain } = useJoin({ channelName: 'playground', uid: 40, name: 'A guest' });
  return error ? <Button onClick={joinAgain}>{error.code}: again</Button> : <Value of='joined as 40' />;
}

export function UseParticipants() {
  const participants = useParticipants();
  return <Value of={participants} />;
}

export function UseParticipant() {
  const participant = useParticipant(ann);
  return <Value of={participant} />;
}

export function UseActiveSpeakers() {
  const speakers = useActiveSpeakers();
  return <Value of={speakers} />;
}

export function UseMuted() {
  const isMuted = useMuted(ann, 'audio');
  return <Value of={isMuted} />;
}

export function UseLocal() {
  const local = useLocal();
  return <Value of={local} />;
}

export function UseLocalMedia() {
  const { muted, pending, toggle } = useLocalMedia();
  return (
    <>
      <Button onClick={() => toggle('audio')}>{muted.audio ? 'Unmute' : 'Mute'}</Button>
      <Button onClick={() => toggle('video')}>{muted.video ? 'Camera on' : 'Camera off'}</Button>
      <Value of={{ muted, pending }} />
    </>
  );
}

export function UseLocalStream() {
  const stream = useLocalStream('camera');
  return <Value of={stream} />;
}

export function UseRemoteStreams() {
  const streams = useRemoteStreams();
  return <Value of={streams} />;
}

export function UseRemoteStreamIds() {
  const ids = useRemoteStreamIds();
  return <Value of={ids} />;
}

export function UseStream() {
  const stream = useStream(streamId(ann, 'camera'));
  return <Value of={stream} />;
}

export function UseNetworkQuality() {
  const level = useNetworkQuality(streamId(ann, 'camera'));
  return <Value of={level} />;
}

export function UseStreamQuality() {
  const quality = useStreamQuality(streamId(ann, 'camera'));
  return <Value of={{ level: quality?.level, now: quality?.now, recent: quality?.recent.length }} />;
}

export function UseQualityLog() {
  const log = useQualityLog();
  const [known, setKnown] = useState<string[]>([]);
  return (
    <>
      <Button onClick={() => setKnown(Object.keys(log.store.getState()))}>Which streams are measured?</Button>
      <Value of={known} />
    </>
  );
}

export function UseGrid() {
  const grid = useGrid();
  return <Button onClick={() => grid.toggle(streamId(ann, 'camera'))}>Make 2 large, or no longer so</Button>;
}

export function UseGridLayout() {
  const { layout, tiles, setLayout } = useGridLayout();
  return (
    <>
      {Object.keys(layouts).map((name) => (
        <Button key={name} onClick={() => setLayout(name as keyof typeof layouts)}>
          {name}
        </Button>
      ))}
      <Value
        of={{ layout, tiles: tiles.map(({ id, as, plays }) => `${id} ${as}${plays ? ', plays' : ''}`) }}
      />
    </>
  );
}

export function UsePagination() {
  const { page, pages, more, previous, next } = usePagination();
  return (
    <>
      <Button onClick={previous}>Back</Button>
      <Button onClick={next}>On</Button>
      <Value of={{ page, pages, more }} />
    </>
  );
}
