import { type MediaKind, mediaKinds, type Source } from '@callgrid/protocol';
import { illegal } from './sdk-error.ts';

/** What a member can publish, in the order in which it is told. */
export const mediaTypes = ['audio', 'slaveAudio', 'video', 'screenShare'] as const;
export type MediaType = (typeof mediaTypes)[number];

/** One of the own media; empty or left out means both. */
export type OwnMediaType = 'audio' | 'video' | '';

/** The kinds that `publish`, `unpublish`, `mute` and `unmute` are about. `method` is named when it is none. */
export function readOwnMedia(mediaType: unknown, method: string): readonly MediaKind[] {
  if (mediaType === undefined || mediaType === '') return mediaKinds;
  const kind = mediaKinds.find((it) => it === mediaType);
  if (!kind) throw illegal(`${method}接口mediaType参数错误`);
  return [kind];
}

/** The stream and kinds that `subscribe` and `unsubscribe` are about; null for media that nobody here can send. */
export function readMemberMedia(
  mediaType: unknown,
  method: string,
): { readonly source: Source; readonly kinds: readonly MediaKind[] } | null {
  switch (mediaType) {
    case 'audio':
    case 'video':
      return { source: 'camera', kinds: [mediaType] };
    case 'screenShare':
      return { source: 'screen', kinds: mediaKinds };
    case 'slaveAudio':
      return null;
    default:
      throw illegal(`${method}接口mediaType参数错误`);
  }
}
