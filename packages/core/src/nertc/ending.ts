import type { LeaveReason } from '@callgrid/protocol';
import type { ToldEvent } from './client-events.ts';

/** What the SDK tells when a session ends that was not left by own wish. */
export function endingEvents(reason: LeaveReason, cid: number): readonly ToldEvent[] {
  const word = (cmd: string) => ({ cmd, body: { cid, reason } });
  switch (reason) {
    case 'kicked':
    case 'replaced':
      return [
        ['kicked', word('kicked')],
        ['disconnect', { code: '405', reason }],
      ];
    case 'refused':
      return [
        ['kicked', word('refused')],
        ['disconnect', { code: '406', reason }],
      ];
    case 'dissolved':
      return [
        ['liveRoomClose', word('liveRoomClose')],
        ['disconnect', { code: '0', reason }],
      ];
    case 'timeout':
    case 'connectionLost':
      return [['disconnect', { code: '403', reason }]];
    case 'left':
      return [['disconnect', { code: '0', reason }]];
  }
}
