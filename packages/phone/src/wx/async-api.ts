import { clone } from '../runtime/clone.ts';
import type { Answer, JsonObject } from '../runtime/host.ts';

export interface ApiOptions {
  success?(result: unknown): void;
  fail?(error: unknown): void;
  complete?(result: unknown): void;
  [key: string]: unknown;
}

/** A failure with the code that WeChat would give. */
export class ApiError extends Error {
  constructor(
    message: string,
    readonly code?: number,
  ) {
    super(message);
  }
}

/**
 * An asynchronous `wx` API: calls back when given callbacks, else returns a promise.
 * `run` gets the options without the callbacks.
 */
export function asyncApi(name: string, run: (options: Record<string, unknown>) => unknown) {
  return (options?: ApiOptions): Promise<unknown> | undefined => {
    const { success, fail, complete, ...rest } = options ?? {};
    const outcome = settle(name, run, rest);
    if (!success && !fail && !complete) {
      // A call whose promise nobody takes is not an unhandled rejection in WeChat.
      outcome.catch(() => undefined);
      return outcome;
    }
    outcome.then(
      (result) => {
        // Both are called even if the first throws; the throw then surfaces as a rejection.
        try {
          success?.(result);
        } finally {
          complete?.(result);
        }
      },
      (error: unknown) => {
        try {
          fail?.(error);
        } finally {
          complete?.(error);
        }
      },
    );
    return undefined;
  };
}

async function settle(
  name: string,
  run: (options: Record<string, unknown>) => unknown,
  options: Record<string, unknown>,
) {
  try {
    const result = await run(options);
    return { errMsg: `${name}:ok`, ...(typeof result === 'object' ? result : {}) };
  } catch (error) {
    const code = error instanceof ApiError ? error.code : undefined;
    const message = error instanceof Error ? error.message : String(error);
    throw {
      errMsg: `${name}:fail ${message}`,
      ...(code === undefined ? {} : { errno: code, errCode: code }),
    };
  }
}

/** Turns a host's answer into a promise of this realm. */
export function answered(ask: (done: (answer: Answer) => void) => void): Promise<JsonObject> {
  return new Promise((resolve, reject) =>
    ask((answer) =>
      answer.ok ? resolve(clone(answer.result ?? {})) : reject(new ApiError(answer.message, answer.code)),
    ),
  );
}
