import { type MediaKind, type MediaState, mediaKinds, type RoomView, type StreamId } from '@callgrid/core';

type Media = Readonly<Partial<Record<MediaKind, MediaState>>>;

const what = { audio: 'sound', video: 'picture' } as const;
const states = {
  waiting: 'nothing has come yet',
  live: 'live',
  stalled: 'stalled: nothing comes any more',
} as const;

/** What has changed with a stream between two views of its room, in words for an operator. */
export function seatNews(id: StreamId, before: RoomView, view: RoomView): string[] {
  const [former, media] = [mediaOf(before, id), mediaOf(view, id)];
  if (former && !media) return ['The stream is gone.'];
  return mediaKinds.flatMap((kind) => {
    const state = media?.[kind];
    // That nothing has come is where every stream begins.
    const isNew = state && state !== former?.[kind] && (state !== 'waiting' || former?.[kind]);
    return isNew ? [`${what[kind]}: ${states[state]}`] : [];
  });
}

function mediaOf({ streams }: RoomView, id: StreamId): Media | undefined {
  return streams.find((it) => it.id === id)?.media;
}
