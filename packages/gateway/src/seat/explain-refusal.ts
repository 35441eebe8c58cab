import type { ErrorCode, LeaveReason, RtcError } from '@callgrid/core';
import type { SeatWish } from './how-to-use.ts';

interface Asked {
  readonly room: string;
  readonly uid: string;
  readonly wish: SeatWish;
}

/** What was refused, by its code (docs/errors.md), and what an operator can do about it. */
export function explainRefusal({ code, message }: RtcError, asked: Asked): string {
  const remedy = remedies(asked)[code];
  return `${code}: ${message}${remedy ? `\n${remedy}` : ''}`;
}

/** Why a seat is no more, though nobody here asked for it. */
export function explainEnd(reason: LeaveReason): string {
  return endings[reason] ?? `The seat has ended (${reason}).`;
}

function remedies({ room, uid, wish }: Asked): Partial<Record<ErrorCode, string>> {
  const rights = wish.does === 'push' ? '' : ' --role=audience';
  const token = `CALLGRID_SECRET=… npx @callgrid/gateway token --room=${room} --uid=${uid}${rights}`;
  const another = `With the gateway's secret, this makes one; give it as CALLGRID_TOKEN:\n  ${token}`;
  return {
    'token/required': another,
    'token/refused': another,
    'token/expired': another,
    'token/notAllowed': another,
    'stream/noProtocol':
      wish.does === 'push'
        ? 'Take --by=rtmp, or run the gateway without --no-webrtc.'
        : 'Take --by=flv or --by=rtmp, or run the gateway without --no-webrtc.',
    'connection/failed':
      'Check --gateway: scheme, host and port; behind a proxy, that it passes WebSockets on.',
    'room/full': 'Raise --max-participants or --max-rooms of the gateway, or wait until somebody leaves.',
  };
}

const endings: Partial<Record<LeaveReason, string>> = {
  kicked: 'An operator has put this seat out of the room. The address is void.',
  replaced:
    'The same uid has joined elsewhere, and has the seat now. Take another --uid. The address is void.',
  dissolved: 'The room was closed. The address is void.',
  timeout: 'The seat has run out while the gateway was away. Run this again for a new address.',
  connectionLost: 'The gateway was not reached for a minute. Run this again for a new address.',
  refused: 'The gateway refused to take this seat back. Run this again: it says why.',
};
