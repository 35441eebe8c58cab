import { type Stream, streamId, type Uid } from '@callgrid/protocol';
import type { RoomView } from '../room/room-view.ts';
import type { ToldEvent } from './client-events.ts';
import { type MediaType, mediaTypes } from './media-type.ts';
import { toSdkUid } from './sdk-uid.ts';

/** A broadcaster, as the SDK shows one: an audience member is nobody. */
export interface Member {
  readonly uid: Uid;
  readonly media: readonly MediaType[];
}

/** The members beside this client, in the room's order. */
export function membersOf({ participants, streams }: RoomView, self: Uid): readonly Member[] {
  return participants
    .filter(({ uid, role }) => uid !== self && role === 'broadcaster')
    .map(({ uid }) => ({ uid, media: mediaOf(uid, streams) }));
}

/** What leads from the members an app knows to those that are there. Who is gone takes the media along. */
export function memberEvents(before: readonly Member[], after: readonly Member[]): readonly ToldEvent[] {
  const find = (members: readonly Member[], uid: Uid) => members.find((it) => it.uid === uid);
  const gone = before.filter(({ uid }) => !find(after, uid));
  return [
    ...gone.map(({ uid }): ToldEvent => ['clientLeave', toSdkUid(uid)]),
    ...after.flatMap((now): readonly ToldEvent[] => {
      const then = find(before, now.uid);
      const member = toSdkUid(now.uid);
      const removed = (then?.media ?? []).filter((mediaType) => !now.media.includes(mediaType));
      const added = now.media.filter((mediaType) => !then?.media.includes(mediaType));
      return [
        ...(then ? [] : [['clientJoin', member] as const]),
        ...removed.map((mediaType) => ['stream-removed', { ...member, mediaType }] as const),
        ...added.map((mediaType) => ['stream-added', { ...member, mediaType }] as const),
      ];
    }),
  ];
}

function mediaOf(uid: Uid, streams: readonly Stream[]): readonly MediaType[] {
  const camera = streams.find(({ id }) => id === streamId(uid, 'camera'))?.media;
  const screen = streams.some(({ id }) => id === streamId(uid, 'screen'));
  return mediaTypes.filter((mediaType) => {
    if (mediaType === 'screenShare') return screen;
    return mediaType !== 'slaveAudio' && camera?.[mediaType];
  });
}
