import { callModes, type MediaKind, streamId, type Uid } from '@callgrid/protocol';
import type { Room } from '../room/room.ts';
import type { ToldEvent } from './client-events.ts';
import { toSdkUid } from './sdk-uid.ts';

/** Tells what members do that brings and takes nobody and nothing: mute, role, mode, and whether media arrive. */
export function onMemberNews(room: Room, self: Uid, tell: (event: ToldEvent) => void): void {
  const others = (uid: Uid, event: () => ToldEvent) => {
    if (uid !== self) tell(event());
  };
  room.on('muted', ({ uid, kind }) => others(uid, () => [`mute-${kind}`, toSdkUid(uid)]));
  room.on('unmuted', ({ uid, kind }) => others(uid, () => [`unmute-${kind}`, toSdkUid(uid)]));
  room.on('roleChanged', ({ uid, role }) =>
    others(uid, () => ['role-Changed', { ...toSdkUid(uid), role: role === 'audience' ? 1 : 0 }]),
  );
  room.on('modeChanged', ({ uid, mode }) =>
    others(uid, () => ['clientUpdate', { ...toSdkUid(uid), mode: callModes.indexOf(mode) }]),
  );
  room.on('mediaChanged', ({ uid, source, kind, media }) => {
    const mediaType = source === 'camera' ? kind : screenMedia(kind);
    // Waiting is nothing new: what is muted may stop to arrive.
    if (!mediaType || media === 'waiting') return;
    const { streams } = room.store.getState();
    const address = streams.find(({ id }) => id === streamId(uid, source))?.address;
    const status = media === 'live' ? 'on' : 'off';
    others(uid, () => ['media-status', { ...toSdkUid(uid), mediaType, status, url: address?.url ?? '' }]);
  });
}

/** A shared screen is told once, by its picture. */
function screenMedia(kind: MediaKind): 'screenShare' | undefined {
  return kind === 'video' ? 'screenShare' : undefined;
}
