import { expect } from 'vitest';
import { behaviourInTime } from '../behaviour.ts';

const member = { uid: 200, isBigNumber: false };
const gone = { uid: 300, isBigNumber: false };
const me = { uid: 100, isBigNumber: false };
/** Longer than a seat waits, shorter than a client tries. */
const PAST_THE_SEAT = 35_000;
const GIVE_UP = 60_000;

behaviourInTime(
  18,
  'a broken connection is told by willreconnect, then everything anew, then reconnected',
  async (stage) => {
    const { clock } = stage;
    const other = await stage.joined(200, ['publish', 'audio']);
    const third = await stage.joined(300);
    const phone = await stage.joined(100, ['publish', 'audio']);
    other.forget();
    phone.phone.goOffline();
    await clock.advance(2_000);
    await third.do(['leave']);
    phone.phone.goOnline();
    await clock.advance(2_000);
    const told = phone.events();
    const attempts = told.filter(([event]) => event === 'willreconnect');
    expect(attempts.length).toBeGreaterThan(0);
    expect(attempts.map(([, payload]) => payload)).toEqual(attempts.map((_, count) => ({ count })));
    expect(told.slice(0, attempts.length)).toEqual(attempts);
    expect(told.slice(attempts.length)).toEqual([
      ['clientLeave', gone],
      ['clientJoin', member],
      ['stream-added', { ...member, mediaType: 'audio' }],
      ['reconnected', undefined],
    ]);
    expect(other.events()).toEqual([['clientLeave', gone]]);
    expect(await phone.do(['getStatus'])).toMatchObject({ connection: 'joined', publish: { audio: true } });
  },
);

behaviourInTime(
  19,
  'a new push address after an outage is told by syncDone, in every shape it ever had',
  async (stage) => {
    const other = await stage.joined(200, ['publish']);
    const phone = await stage.joined(100);
    const before = await phone.do<string>(['publish']);
    await phone.do(['subscribe', 200, 'audio']);
    phone.phone.goOffline();
    await stage.clock.advance(PAST_THE_SEAT);
    phone.phone.goOnline();
    const { url, userList, userlist, ...own } = (await phone.told('syncDone')) as Record<string, unknown>;
    expect(own).toEqual(me);
    expect(url).toMatch(/^rtmp:\/\//);
    expect(url).not.toBe(before);
    expect(userList).toEqual([
      { ...me, url },
      { ...member, url: expect.stringMatching(/^rtmp:\/\//) },
    ]);
    expect(userlist).toEqual(userList);
    expect(await phone.do(['publish'])).toBe(url);
    await other.told('stream-added', ({ uid, mediaType }) => uid === 100 && mediaType === 'video');
  },
);

behaviourInTime(
  20,
  'new pull addresses stand in syncDone before the streams are told anew',
  async (stage) => {
    await stage.joined(200, ['publish']);
    const phone = await stage.joined(100, ['publish']);
    const { url: before } = await phone.do<{ url: string }>(['subscribe', 200, 'video']);
    await phone.do(['handle', 'stream-added', [['subscribe', 200, 'video']]]);
    phone.forget();
    phone.phone.goOffline();
    await stage.clock.advance(PAST_THE_SEAT);
    phone.phone.goOnline();
    await phone.told('reconnected');
    await phone.settled();
    const order = phone
      .events()
      .map(([event]) => event)
      .filter((event) => event !== 'willreconnect');
    expect(order).toEqual(['syncDone', 'clientJoin', 'stream-added', 'stream-added', 'reconnected']);
    const { userList } = (await phone.told('syncDone')) as { userList: { uid: number; url: string }[] };
    const { url } = userList.find(({ uid }) => uid === 200)!;
    expect(url).not.toBe(before);
    const answers = phone.log.entries.filter(({ handled }) => handled === 'stream-added');
    expect(answers.map(({ value }) => value)).toEqual([
      { uid: 200, url },
      { uid: 200, url },
    ]);
  },
);

behaviourInTime(
  21,
  'who cannot come back is told once, by disconnect 403, and can join again',
  async (stage) => {
    const phone = await stage.joined(100);
    phone.phone.goOffline();
    await stage.clock.advance(GIVE_UP + 10_000);
    expect(phone.events('disconnect', 'reconnected')).toEqual([
      ['disconnect', { code: '403', reason: 'connectionLost' }],
    ]);
    await phone.do(['leave']);
    const join = ['join', { channelName: stage.channelName, uid: 100 }] as const;
    expect((await phone.refused(join)).code).toBe('401');
    phone.phone.goOnline();
    await phone.do(join);
  },
);
