import type { LeaveReason } from '@callgrid/protocol';
import type { ToldEvent } from './client-events.ts';

/** How the end of a session is told: by a word of its own, if any, and by the code of `disconnect`. */
const endings: Readonly<
  Record<LeaveReason, readonly [word: 'kicked' | 'liveRoomClose' | null, code: string]>
> = {
  left: [null, '0'],
  kicked: ['kicked', '405'],
  replaced: ['kicked', '405'],
  refused: ['kicked', '406'],
  dissolved: ['liveRoomClose', '0'],
  timeout: [null, '403'],
  connectionLost: [null, '403'],
};

/** What the SDK tells when a session ends. */
export function endingEvents(reason: LeaveReason, cid: number): readonly ToldEvent[] {
  const [word, code] = endings[reason];
  const disconnect = ['disconnect', { code, reason }] as const;
  return word ? [[word, { cmd: word, body: { cid, reason } }], disconnect] : [disconnect];
}
