import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type NativeCall, startNativeCall } from './native-call.ts';
import { type Caller, playerOf, pusherOf } from './phone-call.ts';

const AWAY_MS = 5_000;
const LOST = 1102;
const BROKEN = 2103;
const GAVE_UP = [-1307, -2301];

const away = () => new Promise((resolve) => setTimeout(resolve, AWAY_MS));
const players = ({ phone }: Caller) => phone.count('live-player');
const codes = ({ phone }: Caller) =>
  phone.natives().flatMap(({ state }) => state.codes.map(({ code }) => code));
const printed = ({ phone }: Caller, words: string) =>
  phone.console.filter(({ text }) => text.includes(words)).length;

describe("NetEase's guide, on two phones", () => {
  let call: NativeCall;
  let ann: Caller;
  let bo: Caller;

  beforeAll(async () => {
    call = await startNativeCall();
    ({ ann, bo } = call);
  });
  afterAll(async () => {
    const { phone: annsPhone } = ann;
    const { phone: bosPhone } = bo;
    await call.stop();
    expect([...annsPhone.errors, ...bosPhone.errors]).toEqual([]);
    expect([...annsPhone.violations, ...bosPhone.violations]).toEqual([]);
  });
  beforeEach(() => call.whole());

  it('lets each see and hear the other, and says what the guide says', () => {
    expect(ann.phone.console.filter(({ level }) => level === 'error')).toEqual([]);
    for (const words of ['!!!! 房间房间成功:', '推流成功', '1002 发布了自己的 video', '订阅别人成功'])
      expect(ann.phone.says(words) || printed(ann, words)).toBeTruthy();
    expect([players(ann), players(bo)]).toEqual([1, 1]);
    expect(pusherOf(ann).props).toMatchObject({ muted: false, autopush: true, enableCamera: true });
    expect(playerOf(ann, bo).dataset).toEqual({ user: 1002 });
  });

  it('is in the same call after 5 s without signalling, by the same addresses', async () => {
    const addresses = () => [pusherOf(ann).props.url, playerOf(ann, bo).props.src];
    const before = addresses();
    ann.signalling.close();
    await away();
    expect(printed(ann, '准备重新建立')).toBeGreaterThan(0);
    await ann.signalling.open();
    await ann.phone.until(() => ann.phone.says('已经重新建立和服务器之间的联系'), 10_000);
    await call.whole();
    expect(addresses()).toEqual(before);
    expect([printed(ann, 'socket关闭了'), printed(bo, '有人离开了')]).toEqual([0, 0]);
  });

  it('is whole again when media was cut', async () => {
    call.rtmp.cut();
    await Promise.all([
      ann.phone.until(() => [LOST, BROKEN].every((code) => codes(ann).includes(code))),
      bo.phone.until(() => [LOST, BROKEN].every((code) => codes(bo).includes(code))),
    ]);
    await call.whole();
  });

  it('is whole again after 5 s without any network, though pusher and player gave up', async () => {
    ann.phone.goOffline();
    await ann.phone.until(() => GAVE_UP.every((code) => codes(ann).includes(code)), 10_000);
    await away();
    ann.phone.goOnline();
    await call.whole();
    expect(players(ann)).toBe(1);
    expect(printed(bo, '有人离开了')).toBe(0);
  });

  it('shows who is in the audience to nobody, and whoever is back to all', async () => {
    ann.phone.tap('#role');
    await bo.phone.until(() => players(bo) === 0);
    await ann.phone.until(() => ann.phone.count('live-pusher') === 0);
    expect(bo.phone.says('1001 停止发布自己的 video')).toBe(true);
    expect(players(ann)).toBe(1);
    ann.phone.tap('#role');
    await call.whole();
  });

  it('leaves nothing behind when somebody leaves, who can join again', async () => {
    ann.phone.tap('#leave');
    await ann.phone.until(() => ann.phone.says('音视频通知:和服务器socket关闭了'));
    await ann.phone.until(() => ann.phone.natives().length === 0);
    await bo.phone.until(() => players(bo) === 0);
    expect(bo.phone.says('音视频通知:有人离开了')).toBe(true);
    ann.phone.tap('#join');
    await call.whole();
  });

  it('leaves when its page goes', async () => {
    const left = printed(bo, '有人离开了');
    await ann.phone.close();
    await bo.phone.until(() => players(bo) === 0);
    expect(printed(bo, '有人离开了')).toBe(left + 1);
  });
});
