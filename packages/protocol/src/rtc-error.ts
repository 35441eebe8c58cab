/** Every way a call can refuse or fail, and whether trying the same again can help. */
export const errorCodes = {
  'uid/invalid': { retryable: false },
  'request/malformed': { retryable: false },
  'request/unknownMethod': { retryable: false },
  'request/tooLarge': { retryable: false },
  'request/tooMany': { retryable: true },
  'request/timeout': { retryable: true },
  'request/failed': { retryable: true },
  'version/unsupported': { retryable: false },
  'room/full': { retryable: true },
  'room/alreadyJoined': { retryable: false },
  'room/notJoined': { retryable: false },
  'room/uidTaken': { retryable: true },
  'room/left': { retryable: false },
  'token/required': { retryable: false },
  'token/refused': { retryable: false },
  'token/expired': { retryable: false },
  'token/notAllowed': { retryable: false },
  'role/audience': { retryable: false },
  'participant/unknown': { retryable: false },
  'stream/notPublished': { retryable: false },
  'stream/noProtocol': { retryable: false },
  'connection/failed': { retryable: true },
  'connection/lost': { retryable: true },
  'connection/aborted': { retryable: false },
  'backend/unsupported': { retryable: false },
  'gateway/stopping': { retryable: true },
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
  return typeof code === 'string' && Object.keys(errorCodes).includes(code);
}
