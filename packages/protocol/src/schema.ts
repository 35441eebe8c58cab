import * as v from 'valibot';
import { mediaProtocols } from './address.ts';
import { qualityFields, REPORT_SAMPLES } from './quality.ts';
import type { RequestFrame, RequestMethod, Requests } from './request.ts';
import { roles } from './room-state.ts';
import { callModes, recordTypes } from './service-options.ts';
import { mediaKinds, parseStreamId, type StreamId, sources } from './stream-id.ts';
import { isUid, type Uid } from './uid.ts';

const NAME_LENGTH = 64;
const SECRET_LENGTH = 4_096;
const MESSAGE_LENGTH = 256;

const uid = v.custom<Uid>(isUid, 'a uid is the decimal text of an integer from 0 to 2^64 − 1');
const kind = v.picklist(mediaKinds);
const kinds = v.pipe(v.array(kind), v.minLength(1), v.maxLength(mediaKinds.length));
const source = v.picklist(sources);
const protocols = v.pipe(v.array(v.picklist(mediaProtocols)), v.maxLength(8));
const channelName = v.pipe(
  v.string(),
  v.minLength(1, 'a channelName has 1 to 64 characters'),
  v.maxLength(NAME_LENGTH, 'a channelName has 1 to 64 characters'),
  // Half of a surrogate pair has no place in a URL: no operator could name the room.
  v.regex(/^[^\p{Cc}\p{Cs}]*$/u, 'a channelName has no control characters, and no halves of characters'),
);
const mode = v.picklist(callModes);
const secret = v.pipe(v.string(), v.maxLength(SECRET_LENGTH));
const service = v.object({
  liveEnable: v.optional(v.boolean()),
  recordAudio: v.optional(v.boolean()),
  recordVideo: v.optional(v.boolean()),
  recordType: v.optional(v.picklist(recordTypes)),
  isHostSpeaker: v.optional(v.boolean()),
  mode: v.optional(mode),
});
const sample = v.object({
  id: v.custom<StreamId>(
    (it) => typeof it === 'string' && parseStreamId(it) !== undefined,
    'a stream is named uid/camera or uid/screen',
  ),
  direction: v.picklist(['push', 'pull']),
  network: v.optional(v.partial(v.object(fields(qualityFields, v.pipe(v.number(), v.finite()))))),
  code: v.optional(v.pipe(v.number(), v.safeInteger())),
  error: v.optional(
    v.object({
      code: v.pipe(v.number(), v.safeInteger()),
      message: v.pipe(v.string(), v.maxLength(MESSAGE_LENGTH)),
    }),
  ),
});
const nothing = v.object({});

const params = {
  join: v.object({
    version: v.number(),
    channelName,
    uid,
    name: v.optional(v.pipe(v.string(), v.maxLength(NAME_LENGTH, 'a name has at most 64 characters'))),
    role: v.optional(v.picklist(roles)),
    token: v.optional(secret),
    session: v.optional(secret),
    known: v.optional(v.object({ epoch: v.pipe(v.string(), v.maxLength(NAME_LENGTH)), seq: v.number() })),
    service: v.optional(service),
    publish: v.optional(kinds),
    muted: v.optional(v.pipe(v.array(kind), v.maxLength(mediaKinds.length))),
    autoSubscribe: v.optional(v.boolean()),
    visible: v.optional(v.boolean()),
    protocols: v.object({ push: protocols, pull: protocols }),
  }),
  leave: nothing,
  publish: v.object({ source, kinds }),
  unpublish: v.object({ source, kinds }),
  subscribe: v.object({ uid, source, kinds }),
  unsubscribe: v.object({ uid, source, kinds }),
  mute: v.object({ kind }),
  unmute: v.object({ kind }),
  setMode: v.object({ mode }),
  setRole: v.object({ role: v.picklist(roles) }),
  setSpeaking: v.object({ speaking: v.boolean() }),
  setVisible: v.object({ visible: v.boolean() }),
  renewToken: v.object({ token: secret }),
  report: v.object({ samples: v.pipe(v.array(sample), v.maxLength(REPORT_SAMPLES)) }),
  sync: nothing,
  heartbeat: nothing,
} satisfies { [Method in RequestMethod]: v.GenericSchema<unknown, Requests[Method]['params']> };

const envelope = v.object({
  id: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  method: v.string(),
  params: v.optional(v.record(v.string(), v.unknown()), {}),
});

/** A request with its params tied to its method. */
export type AnyRequest = { [Method in RequestMethod]: RequestFrame<Method> }[RequestMethod];

export type ReadResult =
  | { readonly ok: true; readonly request: AnyRequest }
  | {
      readonly ok: false;
      readonly id: number | null;
      readonly code: 'request/malformed' | 'request/unknownMethod' | 'uid/invalid';
      readonly message: string;
    };

/** Reads one frame a client sent. Never throws; a mistake names the field and what it should be. */
export function readRequest(text: string): ReadResult {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, id: null, code: 'request/malformed', message: 'The frame is not JSON.' };
  }
  const frame = v.safeParse(envelope, json);
  if (!frame.success) {
    return {
      ok: false,
      id: readId(json),
      code: 'request/malformed',
      message: `The frame is off: ${list(frame.issues)}.`,
    };
  }
  const { id, method } = frame.output;
  if (!Object.keys(params).includes(method)) {
    const message = `There is no method "${method.slice(0, 40)}". Known: ${Object.keys(params).join(', ')}.`;
    return { ok: false, id, code: 'request/unknownMethod', message };
  }
  const read = v.safeParse(params[method as RequestMethod], frame.output.params);
  if (!read.success) {
    const code = read.issues.some((issue) => v.getDotPath(issue) === 'uid')
      ? 'uid/invalid'
      : 'request/malformed';
    return { ok: false, id, code, message: `"${method}" is off: ${list(read.issues)}.` };
  }
  return { ok: true, request: { id, method, params: read.output } as AnyRequest };
}

/** One schema for each of the names. */
function fields<Name extends string, Schema>(names: readonly Name[], schema: Schema): Record<Name, Schema> {
  return Object.fromEntries(names.map((name) => [name, schema])) as Record<Name, Schema>;
}

function readId(json: unknown): number | null {
  const id = typeof json === 'object' && json !== null ? (json as { id?: unknown }).id : undefined;
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : null;
}

function list(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues
    .slice(0, 5)
    .map((issue) => `${v.getDotPath(issue) ?? 'frame'}: ${issue.message}`)
    .join('; ');
}
