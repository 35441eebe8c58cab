import {
  isUid,
  type MediaKind,
  type MediaProtocol,
  mediaKinds,
  mediaProtocols,
  type Participant,
  parseStreamId,
  type Role,
  type RoomState,
  roles,
  type ServiceOptions,
  type Stream,
  type StreamId,
  sources,
  type Uid,
} from '@callgrid/protocol';
import * as v from 'valibot';

/** The version of what is written. One that reads another version's file starts empty. */
const VERSION = 1;

/** A room as it outlives its gateway: the facts, who sits in it, and what the streams are called in addresses. */
export interface StoredRoom {
  readonly facts: RoomState;
  readonly streamNames: Readonly<Record<StreamId, string>>;
  readonly seats: readonly StoredSeat[];
}
export type StoredRooms = readonly StoredRoom[];

/** A seat as it outlives its gateway. Whoever reads its session or its keys can use them. */
export interface StoredSeat {
  readonly uid: Uid;
  readonly session: string;
  readonly host: string;
  readonly autoSubscribe: boolean;
  readonly protocols: { readonly push: readonly MediaProtocol[]; readonly pull: readonly MediaProtocol[] };
  readonly rights: { readonly role: Role; readonly publish: boolean; readonly subscribe: boolean };
  readonly grants: readonly StoredGrant[];
}

/** A right to push or pull one stream; `expiresAt` is in milliseconds since 1970. */
export interface StoredGrant {
  readonly streamId: StreamId;
  readonly key: string;
  readonly kinds: readonly MediaKind[];
  readonly expiresAt: number;
}

const uid = v.custom<Uid>(isUid);
const streamId = v.custom<StreamId>((it) => typeof it === 'string' && parseStreamId(it) !== undefined);
const kinds = v.array(v.picklist(mediaKinds));
const media = v.picklist(['waiting', 'live', 'stalled']);
const protocols = v.array(v.picklist(mediaProtocols));

const seat = v.object({
  uid,
  session: v.string(),
  host: v.string(),
  autoSubscribe: v.boolean(),
  protocols: v.object({ push: protocols, pull: protocols }),
  rights: v.object({ role: v.picklist(roles), publish: v.boolean(), subscribe: v.boolean() }),
  grants: v.array(v.object({ streamId, key: v.string(), kinds, expiresAt: v.number() })),
}) satisfies v.GenericSchema<unknown, StoredSeat>;
const participant = v.object({
  uid,
  name: v.string(),
  role: v.picklist(roles),
  status: v.picklist(['connected', 'reconnecting', 'background']),
  muted: v.object({ audio: v.boolean(), video: v.boolean() }),
  // A file from before there was such a word has none.
  speaking: v.optional(v.boolean(), false),
  service: v.optional(v.custom<ServiceOptions>((it) => typeof it === 'object' && it !== null)),
}) satisfies v.GenericSchema<unknown, Participant>;
const stream = v.object({
  id: streamId,
  uid,
  source: v.picklist(sources),
  media: v.object({ audio: v.optional(media), video: v.optional(media) }),
}) satisfies v.GenericSchema<unknown, Stream>;
const room = v.pipe(
  v.object({
    facts: v.object({
      channelName: v.string(),
      participants: v.array(participant),
      streams: v.array(stream),
    }),
    streamNames: v.record(v.string(), v.string()),
    seats: v.array(seat),
  }),
  v.check(({ facts, seats, streamNames }) => {
    const seated = new Set(seats.map((it) => it.uid));
    const isSeated = (it: { uid: Uid }) => seated.has(it.uid);
    return (
      seated.size === facts.participants.length &&
      [...facts.participants, ...facts.streams].every(isSeated) &&
      facts.streams.every(({ id }) => Object.hasOwn(streamNames, id))
    );
  }, 'seats, participants and streams do not fit together'),
) satisfies v.GenericSchema<unknown, StoredRoom>;
const file = v.object({ version: v.literal(VERSION), rooms: v.array(room) });

export function writeStoredRooms(rooms: StoredRooms): string {
  return `${JSON.stringify({ version: VERSION, rooms })}\n`;
}

/** The rooms in a text that {@link writeStoredRooms} made, or what is wrong with it. Never says what stands in it. */
export function readStoredRooms(
  text: string,
): { readonly ok: true; readonly rooms: StoredRooms } | { readonly ok: false; readonly reason: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, reason: 'it is not JSON' };
  }
  const version = typeof json === 'object' && json !== null && 'version' in json ? json.version : undefined;
  if (typeof version === 'number' && version !== VERSION) {
    return { ok: false, reason: `it is of version ${version}; this gateway reads version ${VERSION}` };
  }
  const read = v.safeParse(file, json);
  if (read.success) return { ok: true, rooms: read.output.rooms };
  return { ok: false, reason: `it is no store of seats: see ${v.getDotPath(read.issues[0]) ?? 'the top'}` };
}
