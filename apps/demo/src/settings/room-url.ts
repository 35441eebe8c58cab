import type { Settings } from './settings';

/** The room page's URL for these settings. */
export function roomUrl({ gateway, room, name, camera, microphone }: Settings): string {
  const query = {
    gateway,
    room: room.trim(),
    name: name.trim(),
    camera: camera ? '1' : '0',
    microphone: microphone ? '1' : '0',
  };
  const pairs = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`);
  return `/pages/room/index?${pairs.join('&')}`;
}

/** The settings in a room page's query; what it does not say is taken from `fallback`. */
export function readRoomQuery(
  query: Readonly<Record<string, string | undefined>>,
  fallback: Settings,
): Settings & {
  readonly uid?: string;
  readonly token?: string;
  readonly role?: 'audience';
  readonly backend?: 'nertc';
  readonly pageSize?: number;
} {
  const uid = decode(query.uid);
  const token = decode(query.token);
  return {
    gateway: decode(query.gateway) || fallback.gateway,
    room: decode(query.room) || fallback.room,
    name: decode(query.name) || fallback.name,
    camera: query.camera === undefined ? fallback.camera : query.camera !== '0',
    microphone: query.microphone === undefined ? fallback.microphone : query.microphone !== '0',
    ...(uid && { uid }),
    ...(token && { token }),
    ...(query.role === 'audience' && { role: query.role }),
    ...(query.backend === 'nertc' && { backend: query.backend }),
    ...(Number(query.pageSize) > 0 && { pageSize: Number(query.pageSize) }),
  };
}

/** WeChat hands query values over as they stand in the URL; browsers have decoded them, and a lone `%` may remain. */
function decode(value: string | undefined): string | undefined {
  try {
    return value && decodeURIComponent(value);
  } catch {
    return value;
  }
}
