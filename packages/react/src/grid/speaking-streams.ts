import { type RoomView, type StreamId, streamId } from '@callgrid/core';

/** The cameras of those others who speak now. */
export function speakingStreams({ participants, streams, local }: RoomView): readonly StreamId[] {
  return participants
    .filter(({ uid, speaking }) => speaking && uid !== local.uid)
    .map(({ uid }) => streamId(uid, 'camera'))
    .filter((id) => streams.some((stream) => stream.id === id));
}
