/**
 * The `cid` of a room: rooms here have names alone, and the SDK's apps expect a number, the same for everybody in
 * the room. FNV-1a of the name, 32 bits.
 */
export function roomNumber(channelName: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < channelName.length; at++) {
    hash = Math.imul(hash ^ channelName.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}
