import type { MediaKind, Role } from '@callgrid/protocol';
import type { MediaType } from './media-type.ts';
import { membersOf } from './member.ts';
import type { SdkSession, SessionStatus } from './sdk-session.ts';
import { type SdkUid, toSdkUid } from './sdk-uid.ts';

/** A member and what it publishes. */
export interface MemberStatus extends SdkUid {
  readonly media: readonly MediaType[];
}

/** Where a client stands: a copy, nothing in it changes later. Outside a room there is nothing more to say. */
export interface ClientStatus {
  readonly inRoom: boolean;
  readonly role: Role;
  readonly connection?: SessionStatus;
  readonly cid?: number;
  readonly channelName?: string;
  readonly uid?: number | string;
  readonly publish?: Readonly<Record<MediaKind, boolean>>;
  readonly mute?: Readonly<Record<MediaKind, boolean>>;
  /** Where to push; absent while nothing is published. */
  readonly pushUrl?: string;
  readonly members?: readonly MemberStatus[];
}

export function statusOf(session: SdkSession | null, role: Role): ClientStatus {
  if (!session) return { inRoom: false, role };
  const { status, cid, camera, request, view } = session;
  const { audio, video } = camera?.media ?? {};
  return {
    inRoom: true,
    role,
    connection: status,
    cid,
    channelName: request.channelName,
    uid: request.ownUid,
    publish: { audio: Boolean(audio), video: Boolean(video) },
    mute: { ...view.local.muted },
    pushUrl: camera?.address?.url,
    members: memberStatuses(session),
  };
}

/** The members that others can see or hear. */
export function memberStatuses(session: SdkSession): readonly MemberStatus[] {
  return membersOf(session.view, session.request.uid).map(({ uid, media }) => ({ ...toSdkUid(uid), media }));
}
