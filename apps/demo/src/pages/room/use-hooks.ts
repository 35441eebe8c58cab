import { streamId, type Uid } from '@callgrid/core';
import {
  useActiveSpeakers,
  useConnectionState,
  useGrid,
  useGridLayout,
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

/** What every hook says inside a call, in a few words each; `who` is somebody else in it. */
export function useHooks(who: Uid): Readonly<Record<string, unknown>> {
  const camera = streamId(who, 'camera');
  const [latest, setLatest] = useState('nothing yet');
  useRoomEvent('participantJoined', ({ participant }) => setLatest(`${participant.name} came`));
  useRoomEvent('participantLeft', ({ uid, reason }) => setLatest(`${uid} went: ${reason}`));
  const room = useRoom();
  const grid = useGrid();
  const qualities = useQualityLog();
  const local = useLocal();
  const { layout, tiles } = useGridLayout();
  const { page, pages, more } = usePagination();
  return {
    useRoom: room.store.getState().connection,
    useRoomView: useRoomView(({ participants }) => participants.length),
    useRoomEvent: latest,
    useConnectionState: useConnectionState(),
    useParticipants: useParticipants().map(({ name }) => name),
    useParticipant: useParticipant(who)?.name,
    useActiveSpeakers: useActiveSpeakers(),
    useMuted: useMuted(who, 'audio'),
    useLocal: [local.uid, local.role],
    useLocalMedia: useLocalMedia().muted,
    useLocalStream: useLocalStream('camera')?.id,
    useRemoteStreams: useRemoteStreams().map(({ id, media }) => [id, media.audio, media.video]),
    useRemoteStreamIds: useRemoteStreamIds(),
    useStream: useStream(camera)?.id,
    useNetworkQuality: useNetworkQuality(camera),
    useStreamQuality: useStreamQuality(camera)?.recent.length,
    useQualityLog: Object.keys(qualities.store.getState()).length,
    useGrid: grid.store.getState().choice,
    useGridLayout: [layout, tiles.length],
    usePagination: [page, pages, more],
  };
}
