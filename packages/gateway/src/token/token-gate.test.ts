import { VirtualClock } from '@callgrid/core/testing';
import { RtcError, toUid } from '@callgrid/protocol';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { createToken } from './create-token.ts';
import { TokenGate } from './token-gate.ts';

const secret = 'a secret of more than thirty-two characters';
const now = Date.now();
const clock = new VirtualClock({ start: now });
const gate = new TokenGate(secret, clock);
const uid = toUid(7);
const options = { secret, room: 'demo', uid };

async function refusal(token: string | undefined): Promise<string> {
  try {
    await gate.admit(token, 'demo', uid);
    return 'none';
  } catch (error) {
    return error instanceof RtcError ? `${error.code}: ${error.message}` : String(error);
  }
}

function sign(claims: object, key = secret, alg = 'HS256', expires: number | null = now / 1_000 + 60) {
  const jwt = new SignJWT({ ...claims }).setProtectedHeader({ alg });
  if (expires !== null) jwt.setExpirationTime(Math.ceil(expires));
  return jwt.sign(new TextEncoder().encode(key));
}

const good = { room: 'demo', uid: '7', role: 'broadcaster', publish: true, subscribe: true };

describe('a token', () => {
  it.each([
    [{}, { role: 'broadcaster', publish: true, subscribe: true }],
    [{ role: 'audience' as const }, { role: 'audience', publish: false, subscribe: true }],
    [
      { publish: false, subscribe: false },
      { role: 'broadcaster', publish: false, subscribe: false },
    ],
  ])('made with %j gives %j', async (more, rights) => {
    const token = await createToken({ ...options, ...more });
    expect(await gate.admit(token, 'demo', uid)).toEqual({ rights, name: undefined });
  });

  it('may say what others see', async () => {
    expect((await gate.admit(await createToken({ ...options, name: 'Ann' }), 'demo', uid)).name).toBe('Ann');
  });

  it.each<[string, () => Promise<string | undefined> | string | undefined, RegExp]>([
    ['that is missing', () => undefined, /^token\/required: .*Get one from your server/],
    ['that is empty', () => '', /^token\/required/],
    ['that is none', () => 'abc', /^token\/refused: .*trust/],
    ['for another room', () => createToken({ ...options, room: 'b' }), /^token\/refused: .*another room/],
    ['for another uid', () => createToken({ ...options, uid: 8 }), /^token\/refused: .*another uid/],
    ['of another secret', () => sign(good, 'x'.repeat(40)), /^token\/refused: .*trust/],
    ['of another algorithm', () => sign(good, secret, 'HS512'), /^token\/refused: .*trust/],
    ['without a signature', () => new UnsecuredJWT(good).setExpirationTime('1h').encode(), /^token\/refused/],
    ['without an expiry', () => sign(good, secret, 'HS256', null), /^token\/refused: .*expiry/],
    ['without a role', () => sign({ ...good, role: undefined }), /^token\/refused: .*"role"/],
    ['with a uid that is a number', () => sign({ ...good, uid: 7 }), /^token\/refused: .*"uid"/],
    ['that has expired', () => sign(good, secret, 'HS256', now / 1_000 - 1), /^token\/expired: .*new one/],
  ])('%s is refused, with what to do', async (_, make, expected) => {
    const token = await make();
    const told = await refusal(token);
    expect(told).toMatch(expected);
    if (token) expect(told).not.toContain(token);
  });

  it('is checked by no gate whose secret could be guessed', () => {
    expect(() => new TokenGate('short', clock)).toThrow(/at least 32/);
  });

  it('expires by the clock that the gateway was handed', async () => {
    const token = await createToken({ ...options, expiresIn: '30s' });
    expect(await refusal(token)).toBe('none');
    await clock.advance(31_000);
    expect(await refusal(token)).toMatch(/^token\/expired/);
  });

  it.each([
    [{ secret: 'short' }, /at least 32/],
    [{ uid: -1 }, /uid -1/],
    [{ expiresIn: 'soon' }, /30s, 15m/],
    [{ expiresIn: 0 }, /30s, 15m/],
  ])('is not made of %j, and says what would do', async (wrong, message) => {
    await expect(createToken({ ...options, ...wrong })).rejects.toThrow(message);
    await expect(createToken({ ...options, ...wrong })).rejects.toThrow(TypeError);
  });
});
