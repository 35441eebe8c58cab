import { describe, expect, it } from 'vitest';
import type { WeappApi } from '../platform/weapp-platform.ts';
import { createSdk } from './yun-xin-miniapp-sdk.ts';

describe('YunXinMiniappSDK', () => {
  it('gives the same client until it is destroyed, whatever a second call asks for', () => {
    const sdk = createSdk();
    const first = sdk.Client({ appkey: 'k', debug: false });
    expect(sdk.Client({ appkey: 'another' })).toBe(first);
    expect(sdk.destroy()).toBeUndefined();
    expect(sdk.Client({ appkey: 'k' })).not.toBe(first);
  });

  it('throws at once without an appkey, and takes an empty one', () => {
    const sdk = createSdk();
    expect(() => sdk.Client({ debug: true } as never)).toThrow('appkey');
    expect(() => (sdk.Client as (options?: unknown) => void)()).toThrow(TypeError);
    expect(sdk.Client({ appkey: '' }).init()).toBeUndefined();
  });

  it('has the constants of NetEase on itself and on its client', () => {
    const sdk = createSdk();
    const client = sdk.Client({ appkey: 'k' });
    for (const it of [sdk, client]) {
      expect(it.ROLE_AUDIENCE).toBe(1);
      expect(it.RECORD_TYPE_ONLY_SINGLE).toBe('2');
      expect(it.NETCALL_MODE_NOAUDIO_NOVIDEO).toBe(3);
      expect(it.VOICE_BEAUTIFIER_KTV).toBe(7);
      expect(it.AUDIO_EQUALIZATION_BAND_16K).toBe(16_000);
    }
  });

  it('refuses an address that is none at once, and says what one is', () => {
    const sdk = createSdk();
    expect(() => sdk.configure({ gateway: 'https://call.example.com' })).toThrow('wss://');
    expect(() => sdk.Client({ appkey: 'k', gateway: 'call.example.com' })).toThrow('wss://');
  });

  it('needs no more of wx than its sockets', async () => {
    const opened: string[] = [];
    const task = { onOpen() {}, onMessage() {}, onClose() {}, onError() {}, send() {}, close() {} };
    const wx: WeappApi = {
      connectSocket: ({ url, fail }) => {
        opened.push(url);
        Promise.resolve().then(() => fail?.({ errMsg: 'no network' }));
        return task;
      },
    };
    const sdk = createSdk();
    sdk.configure({ gateway: 'wss://call.example.com' });
    const join = sdk.Client({ appkey: 'k', wx }).join({ channelName: 'room', uid: 1 });
    await expect(join).rejects.toMatchObject({ code: '401', reason: expect.stringContaining('no network') });
    expect(opened).toEqual(['wss://call.example.com']);
  });
});
