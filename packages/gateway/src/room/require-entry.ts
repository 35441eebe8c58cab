import { type JoinParams, RtcError } from '@callgrid/protocol';
import { type Rights, requireRight } from '../token/rights.ts';
import type { Seats } from './seats.ts';

/** How many and how often a room takes. */
export interface EntryRules {
  readonly maxParticipants: number;
  /** What becomes of a uid that is in the room and joins again. */
  readonly sameUid: 'replace' | 'refuse';
}

/** Throws where nobody may sit down who asks for this by these rights. */
export function requireEntry(
  { uid, role = 'broadcaster', publish }: JoinParams,
  rights: Rights,
  seats: Seats,
  { maxParticipants, sameUid }: EntryRules,
): void {
  const isSeated = seats.get(uid) !== undefined;
  if (isSeated && sameUid === 'refuse') {
    const message = `${uid} is in the room already. Leave there first, or wait until its seat has run out.`;
    throw new RtcError('room/uidTaken', message);
  }
  if (!isSeated && seats.size >= maxParticipants) {
    throw new RtcError('room/full', `The room has its ${maxParticipants} participants. Try later.`);
  }
  requireRight.role(rights, role);
  if (!publish) return;
  if (role === 'audience') {
    throw new RtcError('role/audience', 'An audience member cannot publish. Join as broadcaster.');
  }
  requireRight.publish(rights);
}
