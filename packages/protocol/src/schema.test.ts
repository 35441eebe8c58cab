import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRequest } from './schema.ts';

const join = {
  version: 1,
  channelName: 'demo',
  uid: '100',
  protocols: { push: ['rtmp'], pull: ['rtmp'] },
};

function read(method: string, params: unknown) {
  return readRequest(JSON.stringify({ id: 7, method, params }));
}

describe('readRequest', () => {
  it('gives the request of a good frame', () => {
    expect(read('join', join)).toEqual({ ok: true, request: { id: 7, method: 'join', params: join } });
  });

  it('drops what it does not know, so that a newer client can say more', () => {
    expect(read('heartbeat', { later: 1 })).toEqual({
      ok: true,
      request: { id: 7, method: 'heartbeat', params: {} },
    });
  });

  it('takes a missing params as empty', () => {
    expect(readRequest('{"id":1,"method":"heartbeat"}').ok).toBe(true);
  });

  it.each([
    ['not JSON', 'hello', null, 'request/malformed'],
    ['no object', '[]', null, 'request/malformed'],
    ['null', 'null', null, 'request/malformed'],
    ['no id', '{"method":"heartbeat"}', null, 'request/malformed'],
    ['no method', '{"id":3}', 3, 'request/malformed'],
    ['params that are a list', '{"id":3,"method":"mute","params":[1]}', 3, 'request/malformed'],
    ['an unknown method', '{"id":3,"method":"fly"}', 3, 'request/unknownMethod'],
    ['a method of Object', '{"id":3,"method":"toString"}', 3, 'request/unknownMethod'],
  ])('refuses %s and says so', (_, text, id, code) => {
    const result = readRequest(text);
    expect(result).toMatchObject({ ok: false, id, code });
  });

  it.each(['-1', '0100', '', 'abc', '1e3', ' 7', '0x10', '18446744073709551616', 100, true, {}, null])(
    'refuses the uid %s by its own code',
    (uid) => {
      expect(read('join', { ...join, uid })).toMatchObject({ ok: false, id: 7, code: 'uid/invalid' });
    },
  );

  it.each([
    ['an empty channelName', { ...join, channelName: '' }, /channelName/],
    ['a long channelName', { ...join, channelName: 'x'.repeat(65) }, /64 characters/],
    ['a channelName with a line break', { ...join, channelName: 'a\nb' }, /control/],
    ['a channelName with half of a character', { ...join, channelName: 'a\ud83d' }, /halves of characters/],
    ['an unknown role', { ...join, role: 'king' }, /role/],
    ['no kinds', { ...join, publish: [] }, /publish/],
    ['an unknown mode', { ...join, service: { mode: 4 } }, /service\.mode/],
    ['a wish that is no boolean', { ...join, service: { recordAudio: 1 } }, /service\.recordAudio/],
  ])('names the field of %s', (_, params, message) => {
    const result = read('join', params);
    expect(result.ok === false && result.message).toMatch(message);
  });

  it('keeps of a report what is known, and refuses what is no sample', () => {
    const sample = { id: '7/camera', direction: 'push', network: { videoBitrate: 500 }, code: 1002 };
    const samples = [{ ...sample, network: { videoBitrate: 500, moon: 1 } }];
    expect(read('report', { samples })).toMatchObject({ request: { params: { samples: [sample] } } });
    const broken = [
      { ...sample, id: 'x/camera' },
      { ...sample, id: '7/window' },
      { ...sample, direction: 'up' },
      { ...sample, network: { videoBitrate: '500' } },
      { ...sample, error: { code: 1, message: 'x'.repeat(257) } },
    ];
    for (const it of broken) expect(read('report', { samples: [it] })).toMatchObject({ ok: false });
    expect(read('report', { samples: Array(33).fill(sample) })).toMatchObject({ ok: false });
  });

  it('never throws, whatever it reads', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((it) => `{"id":1,"method":"join","params":${it}}`),
        ),
        (text) => {
          expect(typeof readRequest(text).ok).toBe('boolean');
        },
      ),
    );
  });
});
