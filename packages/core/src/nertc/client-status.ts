import { callModes, type Role } from '@callgrid/protocol';
import type { MediaType } from './media-type.ts';
import { membersOf } from './member.ts';
import type { SdkSession } from './sdk-session.ts';
import { type SdkUid, toSdkUid } from './sdk-uid.ts';

/** A member and what it publishes. */
export interface MemberStatus extends SdkUid {
  readonly media: readonly MediaType[];
}

/** Where a client stands: a copy, nothing in it changes later. */
export interface ClientStatus {
  readonly inRoom: boolean;
  readonly connection: 'idle' | 'joining' | 'joined' | 'away' | 'over';
  readonly role: Role;
  readonly cid: number | null;
  readonly channelName: string | null;
  readonly uid: number | string | null;
  readonly mode: number;
  readonly publish: { readonly audio: boolean; readonly video: boolean };
  readonly mute: { readonly audio: boolean; readonly video: boolean };
  readonly pushUrl: string | null;
  readonly members: readonly MemberStatus[];
}

export function statusOf(session: SdkSession | null, role: Role): ClientStatus {
  const self = session?.view.participants.find(({ uid }) => uid === session.request.uid);
  const camera = session?.camera;
  return {
    inRoom: session !== null,
    connection: session?.status ?? 'idle',
    role,
    cid: session?.cid ?? null,
    channelName: session?.request.channelName ?? null,
    uid: session?.request.ownUid ?? null,
    mode: callModes.indexOf(self?.service?.mode ?? 'audioVideo'),
    publish: { audio: Boolean(camera?.media.audio), video: Boolean(camera?.media.video) },
    mute: { audio: false, video: false, ...session?.view.local.muted },
    pushUrl: camera?.address?.url ?? null,
    members: session ? memberStatuses(session) : [],
  };
}

/** The members that others can see or hear. */
export function memberStatuses(session: SdkSession): readonly MemberStatus[] {
  return membersOf(session.view, session.request.uid).map(({ uid, media }) => ({ ...toSdkUid(uid), media }));
}
