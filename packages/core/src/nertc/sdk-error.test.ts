import { type ErrorCode, errorCodes, RtcError } from '@callgrid/protocol';
import { expect, it } from 'vitest';
import { illegal, toSdkError } from './sdk-error.ts';

it.each([
  ['uid/invalid', 434],
  ['role/audience', 434],
  ['token/required', 403],
  ['token/expired', 414],
  ['connection/aborted', '0'],
  ['connection/failed', '401'],
  ['stream/notPublished', '404'],
  ['room/full', '406'],
  ['request/timeout', '408'],
  ['stream/noProtocol', '420'],
  ['backend/unsupported', '501'],
  ['request/failed', -2],
] as const)('says %s as %s, with what happened in every field', (code, expected) => {
  const cause = new RtcError(code, 'what happened');
  expect(toSdkError(cause)).toMatchObject({
    ...{ code: expected, reason: 'what happened', desc: 'what happened', message: 'what happened', cause },
  });
});

it('has a code for every failure there is', () => {
  for (const code of Object.keys(errorCodes) as ErrorCode[]) {
    expect(String(toSdkError(new RtcError(code, '')).code), code).toMatch(/^(\d+|-2)$/);
  }
});

it('leaves its own errors as they are, and says others as −2', () => {
  const own = illegal('reason');
  expect(toSdkError(own)).toBe(own);
  expect(toSdkError('text')).toMatchObject({ code: -2, reason: 'text' });
});
