import { RtcError } from '@callgrid/protocol';

/** What a join rejects with that `leave` came before. */
export function aborted(): RtcError {
  return new RtcError('connection/aborted', 'Left before the join was done.');
}

/** What a command rejects with outside a room. */
export function notJoined(method: string): RtcError {
  return new RtcError('room/notJoined', `${method}() needs a room. Call join() first.`);
}
