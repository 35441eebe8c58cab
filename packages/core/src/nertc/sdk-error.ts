import { type ErrorCode, RtcError } from '@callgrid/protocol';

/** What every rejected promise of the SDK carries: a fresh `Error` with the fields apps read. */
export class SdkError extends Error {
  override readonly name = 'SdkError';
  /** A number for 434 and for what the service refuses (403, 414, −2), text otherwise. */
  readonly code: number | string;
  /** The same as `message`. */
  readonly reason: string;
  /** The same as `message`. */
  readonly desc: string;

  constructor(code: number | string, reason: string, cause?: unknown) {
    super(reason);
    this.code = code;
    this.reason = reason;
    this.desc = reason;
    if (cause !== undefined) Object.defineProperty(this, 'cause', { value: cause, configurable: true });
  }
}

/** A call that this state or these arguments do not allow. */
export function illegal(reason: string): SdkError {
  return new SdkError(434, reason);
}

/** The SDK's word for each refusal of ours; −2 for the others, which are nobody's mistake. */
const codes: Partial<Record<ErrorCode, number | string>> = {
  'uid/invalid': 434,
  'request/malformed': 434,
  'role/audience': 434,
  'participant/unknown': 434,
  'room/alreadyJoined': 434,
  'token/required': 403,
  'token/refused': 414,
  'token/expired': 414,
  'token/notAllowed': 414,
  'room/left': '0',
  'room/notJoined': '0',
  'connection/aborted': '0',
  'connection/failed': '401',
  'connection/lost': '401',
  'stream/notPublished': '404',
  'room/full': '406',
  'room/uidTaken': '406',
  'version/unsupported': '406',
  'request/timeout': '408',
  'stream/noProtocol': '420',
  'backend/unsupported': '501',
};

/** Any failure as the SDK tells it. */
export function toSdkError(error: unknown): SdkError {
  if (error instanceof SdkError) return error;
  const code = error instanceof RtcError ? codes[error.code] : undefined;
  return new SdkError(code ?? -2, error instanceof Error ? error.message : String(error), error);
}
