import { VirtualClock } from '@callgrid/core/testing';
import { seatTimers, toUid } from '@callgrid/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCall, type TestCall } from '../../test/call.ts';
import { Grants } from '../grant/grants.ts';
import { noCounters } from '../metrics/gateway-counters.ts';
import { everyRight } from '../token/rights.ts';
import { GivenUpSeats } from './given-up-seats.ts';
import { RoomHost } from './room-host.ts';

let call: TestCall;
let clock: VirtualClock;
let grants: Grants;
beforeEach(async () => {
  clock = new VirtualClock();
  grants = new Grants(clock);
  call = await startCall();
});
afterEach(() => call.stop());

const params = {
  version: 1,
  channelName: 'demo',
  uid: '1',
  protocols: { push: [] as string[], pull: ['rtmp'] },
};

describe('a seat', () => {
  it('is taken and taken up again by a client that shares no way to push: it is there to watch', async () => {
    const first = await call.socket();
    first.send({ id: 1, method: 'join', params: { ...params, publish: ['audio'] } });
    const joined = await first.frames.until((it) => it.id === 1);
    const { session, room } = joined.result as { session: string; room: { streams: unknown[] } };
    expect(room.streams).toEqual([]);
    const second = await call.socket();
    second.send({ id: 1, method: 'join', params: { ...params, session, publish: ['audio'] } });
    expect(await second.frames.until((it) => it.id === 1)).toMatchObject({
      result: { resumed: true, room: { streams: [] } },
    });
    second.send({ id: 2, method: 'publish', params: { source: 'camera', kinds: ['audio'] } });
    expect(await second.frames.until((it) => it.id === 2)).toMatchObject({
      error: { code: 'stream/noProtocol' },
    });
  });

  it('is not made by a frame that comes after the connection has left', async () => {
    const socket = await call.socket();
    socket.send({ id: 1, method: 'join', params });
    await socket.frames.until((it) => it.id === 1);
    socket.send({ id: 2, method: 'leave', params: {} });
    socket.send({ id: 3, method: 'join', params: { ...params, channelName: 'another' } });
    await socket.closed;
    const answer = await fetch(`http://127.0.0.1:${call.port}/health`);
    expect(await answer.json()).toMatchObject({ rooms: 0, participants: 0 });
  });

  it('has no right to its own stream but the one to push what is published', async () => {
    const { room } = await call.join({ channelName: 'demo', uid: 1, publish: ['audio'] });
    await expect(room.subscribe({ uid: toUid(1) })).rejects.toMatchObject({ code: 'request/malformed' });
    expect(room.store.getState().streams[0]?.media).toEqual({ audio: 'waiting' });
  });

  it('gets a new key when it asks after its last one has expired', async () => {
    const host = createHost();
    const { seat } = host.join(
      { ...params, uid: toUid(1), protocols: { push: ['rtmp'], pull: [] }, publish: ['audio'] },
      { host: 'localhost', rights: everyRight, link: { send() {}, end() {}, supersede() {} } },
    );
    const first = host.publish(seat, 'camera', ['audio']).address.url;
    await clock.advance(seatTimers.grant - 1);
    expect(host.publish(seat, 'camera', ['audio']).address.url).toBe(first);
    await clock.advance(1);
    const next = host.publish(seat, 'camera', ['video']).address.url;
    expect(next).not.toBe(first);
    expect(grants.size).toBe(1);
    const found = grants.find({ direction: 'push', stream: seat.grants.get('1/camera')!.stream, key: next });
    expect(found).toMatchObject({ grant: { kinds: ['audio', 'video'] } });
  });

  it('is brought to what the join says when it is taken up again, and no more', () => {
    const host = createHost();
    const own = { ...params, uid: toUid(1), protocols: { push: ['rtmp'], pull: [] } } as const;
    const guest = () => ({
      host: 'localhost',
      rights: everyRight,
      link: { send() {}, end() {}, supersede() {} },
    });
    const { seat } = host.join({ ...own, publish: ['audio', 'video'] }, guest());
    host.publish(seat, 'screen', ['video']);
    const { session } = seat;
    const media = () => host.state.streams.map(({ id, media: kinds }) => [id, Object.keys(kinds)]);
    expect(host.join({ ...own, session, publish: ['audio'], muted: ['video'] }, guest())).toEqual({
      seat,
      resumed: true,
    });
    expect(media()).toEqual([
      ['1/camera', ['audio']],
      ['1/screen', ['video']],
    ]);
    expect(host.state.participants[0]).toMatchObject({ muted: { audio: false, video: true } });
    host.join({ ...own, session, publish: ['video'] }, guest());
    expect(media()).toEqual([
      ['1/camera', ['video']],
      ['1/screen', ['video']],
    ]);
    host.join({ ...own, session, role: 'audience', visible: false }, guest());
    expect(media()).toEqual([]);
    expect(host.state.participants).toMatchObject([
      { role: 'audience', status: 'background', muted: { audio: false, video: false } },
    ]);
    host.join({ ...own, session, role: 'broadcaster', publish: ['audio'] }, guest());
    expect(media()).toEqual([['1/camera', ['audio']]]);
    host.close();
  });

  it('leaves no timer behind when its gateway stops', () => {
    const host = createHost();
    const link = { send() {}, end() {}, supersede() {} };
    const { seat } = host.join(
      { ...params, uid: toUid(1), protocols: { push: [], pull: [] } },
      { host: 'localhost', rights: everyRight, link },
    );
    host.close();
    host.linkLost(seat, link);
    expect(clock.pending).toBe(0);
  });
});

/** A room whose engine carries nothing, and says no more in an address than the key. */
function createHost(): RoomHost {
  return new RoomHost({
    channelName: 'demo',
    engine: {
      capabilities: { perKind: true, push: ['rtmp'], pull: [] },
      url: ({ key }) => key,
      update() {},
      disconnect() {},
      stats: () => undefined,
      close: async () => {},
    },
    grants,
    clock,
    counters: noCounters,
    maxParticipants: 1,
    sameUid: 'replace',
    givenUp: new GivenUpSeats(clock),
    changed() {},
    emptied() {},
  });
}
