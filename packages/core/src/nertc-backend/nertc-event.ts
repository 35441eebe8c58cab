import { type CallMode, callModes, type MediaKind, type Source, type Uid } from '@callgrid/protocol';
import { readUid } from './nertc-words.ts';

/** What one of the vendor's events says, whichever of its shapes it came in. */
export type NertcFact =
  | { readonly type: 'joined' | 'left'; readonly uid: Uid }
  | {
      readonly type: 'added' | 'removed';
      readonly uid: Uid;
      readonly source: Source;
      readonly kind: MediaKind;
    }
  | { readonly type: 'muted' | 'unmuted'; readonly uid: Uid; readonly kind: MediaKind }
  | {
      readonly type: 'media';
      readonly uid: Uid;
      readonly source: Source;
      readonly kind: MediaKind;
      readonly on: boolean;
    }
  | { readonly type: 'mode'; readonly uid: Uid; readonly mode: CallMode }
  /** Somebody's camera is at another address; whose own one it is, too. */
  | { readonly type: 'addresses'; readonly urls: readonly { readonly uid: Uid; readonly url: string }[] }
  | { readonly type: 'reconnecting'; readonly attempt: number }
  | { readonly type: 'reconnected' }
  | { readonly type: 'kicked' | 'dissolved' }
  | { readonly type: 'refused'; readonly reason: unknown }
  | { readonly type: 'disconnected'; readonly code: string };

const media: Readonly<Record<string, { readonly source: Source; readonly kind: MediaKind }>> = {
  audio: { source: 'camera', kind: 'audio' },
  video: { source: 'camera', kind: 'video' },
  screenShare: { source: 'screen', kind: 'video' },
};

/** Every event that is listened to. `role-Changed` is not: a `clientJoin` or `clientLeave` says the same after it. */
const readers: Readonly<Record<string, (payload: Payload, raw: unknown) => NertcFact | undefined>> = {
  clientJoin: ({ uid }) => withUid(uid, (it) => ({ type: 'joined', uid: it })),
  clientLeave: ({ uid }) => withUid(uid, (it) => ({ type: 'left', uid: it })),
  'stream-added': (payload) => withStream(payload, (stream) => ({ type: 'added', ...stream })),
  'stream-removed': (payload) => withStream(payload, (stream) => ({ type: 'removed', ...stream })),
  'media-status': (payload) =>
    withStream(payload, (stream) => ({ type: 'media', ...stream, on: payload.status === 'on' })),
  // Documented as an object, given as the bare uid; for a uid above 15 digits as a function that says nothing.
  'mute-audio': ({ uid }, raw) => withUid(uid ?? raw, (it) => ({ type: 'muted', uid: it, kind: 'audio' })),
  'mute-video': ({ uid }, raw) => withUid(uid ?? raw, (it) => ({ type: 'muted', uid: it, kind: 'video' })),
  'unmute-audio': ({ uid }, raw) =>
    withUid(uid ?? raw, (it) => ({ type: 'unmuted', uid: it, kind: 'audio' })),
  'unmute-video': ({ uid }, raw) =>
    withUid(uid ?? raw, (it) => ({ type: 'unmuted', uid: it, kind: 'video' })),
  clientUpdate: ({ uid, mode }) =>
    withUid(uid, (it) => {
      const known = callModes[Number(mode)];
      return known && { type: 'mode', uid: it, mode: known };
    }),
  syncDone: (payload) => ({ type: 'addresses', urls: readUrls(payload) }),
  willreconnect: ({ count }) => ({ type: 'reconnecting', attempt: (Number(count) || 0) + 1 }),
  reconnected: () => ({ type: 'reconnected' }),
  kicked: () => ({ type: 'kicked' }),
  liveRoomClose: () => ({ type: 'dissolved' }),
  error: (_, raw) => ({ type: 'refused', reason: raw }),
  disconnect: ({ code }) => ({ type: 'disconnected', code: String(code) }),
};

export const nertcEvents: readonly string[] = Object.keys(readers);

type Payload = Readonly<Record<string, unknown>>;

/** Undefined for what says nothing, such as the `slaveAudio` that 4.4 tells of beside every audio. */
export function readNertcEvent(event: string, raw: unknown): NertcFact | undefined {
  const payload = typeof raw === 'object' && raw !== null ? (raw as Payload) : {};
  return readers[event]?.(payload, raw);
}

function withUid(value: unknown, make: (uid: Uid) => NertcFact | undefined): NertcFact | undefined {
  const uid = readUid(value);
  return uid && make(uid);
}

function withStream(
  { uid, mediaType }: Payload,
  make: (stream: { uid: Uid; source: Source; kind: MediaKind }) => NertcFact,
): NertcFact | undefined {
  const known = Object.keys(media).includes(String(mediaType)) && media[String(mediaType)];
  return known ? withUid(uid, (it) => make({ uid: it, ...known })) : undefined;
}

/** The three published shapes: `{uid, url}` of one, `{userList}` of all, and `{userlist}`. */
function readUrls({ uid, url, userList, userlist }: Payload): { uid: Uid; url: string }[] {
  const lists = [userList, userlist].filter((it): it is readonly Payload[] => Array.isArray(it));
  return [{ uid, url }, ...lists.flat()].flatMap((entry) => {
    const whose = readUid(entry?.uid);
    return whose && typeof entry.url === 'string' && entry.url ? [{ uid: whose, url: entry.url }] : [];
  });
}
