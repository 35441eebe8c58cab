import { isUid, type Uid } from './uid.ts';

/** What a stream carries. */
export type MediaKind = 'audio' | 'video';
export const mediaKinds = ['audio', 'video'] as const satisfies readonly MediaKind[];

/** The kinds of both lists, each once. */
export function addKinds(kinds: readonly MediaKind[], added: readonly MediaKind[]): readonly MediaKind[] {
  return mediaKinds.filter((kind) => kinds.includes(kind) || added.includes(kind));
}

/** The kinds of the first list that are not in the second. */
export function removeKinds(
  kinds: readonly MediaKind[],
  removed: readonly MediaKind[],
): readonly MediaKind[] {
  return mediaKinds.filter((kind) => kinds.includes(kind) && !removed.includes(kind));
}

/** What a stream shows: the person or the person's screen. */
export type Source = 'camera' | 'screen';
export const sources = ['camera', 'screen'] as const satisfies readonly Source[];

/** `uid/camera` or `uid/screen`: what one player can show. */
export type StreamId = `${string}/${Source}`;

export function streamId(uid: Uid, source: Source): StreamId {
  return `${uid}/${source}`;
}

/** What `streamId` made, taken apart; undefined for any other text. */
export function parseStreamId(text: string): { readonly uid: Uid; readonly source: Source } | undefined {
  const at = text.lastIndexOf('/');
  const uid = text.slice(0, at);
  const source = sources.find((it) => it === text.slice(at + 1));
  return at > 0 && source && isUid(uid) ? { uid, source } : undefined;
}
