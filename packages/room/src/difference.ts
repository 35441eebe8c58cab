import {
  type LeaveReason,
  mediaKinds,
  type Notification,
  type Participant,
  type RoomState,
  type Stream,
} from '@callgrid/protocol';
import { evolve } from './evolve.ts';
import { findParticipant, findStream } from './room-lookup.ts';

/**
 * The facts that lead from one room to another: what a client tells its app after it was away.
 * Somebody who left and came back in between is still there; nobody is told.
 * `reason` is given for those who are gone, since a snapshot does not say why. A new name is a new person,
 * and so are other wishes of the service, but for the mode.
 */
export function difference(
  before: RoomState,
  after: RoomState,
  reason: LeaveReason = 'timeout',
): Notification[] {
  const gone: Notification[] = before.participants
    .filter((then) => !isSamePerson(then, findParticipant(after, then.uid)))
    .map(({ uid }) => ({
      method: 'participantLeft',
      params: { uid, reason: findParticipant(after, uid) ? 'replaced' : reason },
    }));
  const kept = gone.reduce(evolve, before);
  const ended = kept.streams.flatMap((stream) => unpublished(stream, after));
  const people = after.participants.flatMap((now) => participantChange(findParticipant(kept, now.uid), now));
  const media = after.streams.flatMap((now) => streamChange(findStream(kept, now.uid, now.source), now));
  return [...gone, ...ended, ...people, ...media];
}

function isSamePerson(then: Participant, now: Participant | undefined): boolean {
  if (now?.name !== then.name) return false;
  const [before = {}, after = {}] = [then.service, now.service];
  const wishes = Object.keys({ ...before, ...after }) as (keyof typeof before)[];
  return wishes.every((it) => (it === 'mode' ? !before.mode || after.mode : before[it] === after[it]));
}

function participantChange(then: Participant | undefined, now: Participant): Notification[] {
  const { uid } = now;
  if (!then) return [{ method: 'participantJoined', params: { participant: now } }];
  const changes: Notification[] = [];
  for (const field of ['status', 'role', 'speaking'] as const) {
    if (then[field] !== now[field])
      changes.push({ method: `${field}Changed`, params: { uid, [field]: now[field] } } as Notification);
  }
  const mode = now.service?.mode;
  if (mode && then.service?.mode !== mode) changes.push({ method: 'modeChanged', params: { uid, mode } });
  for (const kind of mediaKinds) {
    if (then.muted[kind] !== now.muted[kind]) {
      changes.push({ method: now.muted[kind] ? 'muted' : 'unmuted', params: { uid, kind } });
    }
  }
  return changes;
}

function unpublished(then: Stream, after: RoomState): Notification[] {
  const { uid, source } = then;
  const now = findStream(after, uid, source);
  const kinds = mediaKinds.filter((kind) => then.media[kind] && !now?.media[kind]);
  return kinds.length > 0 ? [{ method: 'streamUnpublished', params: { uid, source, kinds } }] : [];
}

function streamChange(then: Stream | undefined, now: Stream): Notification[] {
  const { uid, source } = now;
  const changes: Notification[] = [];
  const kinds = mediaKinds.filter((kind) => now.media[kind] && !then?.media[kind]);
  if (kinds.length > 0) changes.push({ method: 'streamPublished', params: { uid, source, kinds } });
  for (const kind of mediaKinds) {
    const media = now.media[kind];
    if (media && media !== (then?.media[kind] ?? 'waiting')) {
      changes.push({ method: 'mediaChanged', params: { uid, source, kind, media } });
    }
  }
  return changes;
}
