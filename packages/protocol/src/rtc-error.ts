/** Asking for the same again gives the same again. */
const lasting = { retryable: false } as const;
/** A moment later the same may work. */
const passing = { retryable: true } as const;

/** Every way a call can refuse or fail, and whether trying the same again can help. */
export const errorCodes = {
  'uid/invalid': lasting,
  'request/malformed': lasting,
  'request/unknownMethod': lasting,
  'request/tooLarge': lasting,
  'request/tooMany': passing,
  'request/timeout': passing,
  'request/failed': passing,
  'version/unsupported': lasting,
  'room/full': passing,
  'room/alreadyJoined': lasting,
  'room/notJoined': lasting,
  'room/uidTaken': passing,
  'room/left': lasting,
  'token/required': lasting,
  'token/refused': lasting,
  'token/expired': lasting,
  'token/notAllowed': lasting,
  'role/audience': lasting,
  'participant/unknown': lasting,
  'stream/notPublished': lasting,
  'stream/noProtocol': lasting,
  'connection/failed': passing,
  'connection/lost': passing,
  'connection/aborted': lasting,
  'backend/unsupported': lasting,
  'gateway/stopping': passing,
  'device/refused': lasting,
  'device/missing': lasting,
  'device/busy': passing,
  'device/insecure': lasting,
} as const satisfies Record<string, { retryable: boolean }>;

/** `area/what`, from one table. */
export type ErrorCode = keyof typeof errorCodes;

/** What every refused or failed call rejects with. Branch on `code`; `message` says what happened and what to do. */
export class RtcError extends Error {
  override readonly name = 'RtcError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message);
    this.code = code;
    // ES2022's Error.cause, where the runtime's own constructor may not take it yet.
    if (cause !== undefined) Object.defineProperty(this, 'cause', { value: cause, configurable: true });
  }

  /** Whether trying the same again can help. */
  get retryable(): boolean {
    return errorCodes[this.code].retryable;
  }
}

/** Whether `code` stands in the table; a newer gateway may send one that does not. */
export function isErrorCode(code: unknown): code is ErrorCode {
  return (Object.keys(errorCodes) as unknown[]).includes(code);
}
