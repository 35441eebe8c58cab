import type { Platform } from '@callgrid/core';
import type { LeaveReason, Participant, Stream } from '@callgrid/protocol';
import { seatTimers, toUid } from '@callgrid/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createVirtualCall,
  idleEngine,
  type VirtualCall,
  type VirtualClient,
} from '../../test/virtual-call.ts';
import { MemorySeatStore } from '../store/memory-seat-store.ts';
import type { StoredRooms } from '../store/stored-rooms.ts';

const both = ['audio', 'video'] as const;
const ann = toUid(1);
const bob = toUid(2);

let call: VirtualCall;
let first: VirtualClient;
let second: VirtualClient;
let told: string[];
beforeEach(async () => {
  call = await createVirtualCall();
  first = await call.join({ channelName: 'demo', uid: 1, publish: both });
  second = await call.join({ channelName: 'demo', uid: 2, publish: both });
  told = [];
  for (const name of [
    'participantLeft',
    'participantJoined',
    'streamPublished',
    'streamUnpublished',
  ] as const)
    first.room.on(name, () => told.push(name));
  for (const name of ['roleChanged', 'statusChanged', 'muted', 'unmuted'] as const)
    first.room.on(name, (payload) => told.push(`${name} ${Object.values(payload).join(' ')}`));
  first.room.on('reconnected', ({ fresh }) => told.push(`reconnected ${fresh ? 'fresh' : ''}`));
});

const view = ({ room }: VirtualClient) => room.store.getState();
const addresses = (client: VirtualClient) => view(client).streams.map(({ address }) => address?.url);
/** What the address calls the stream. */
const nameOf = (url: string | undefined): string => url!.split('/').at(-1)!.split('?')[0]!;
const participant = (client: VirtualClient, uid: string): Participant | undefined =>
  view(client).participants.find((it) => it.uid === uid);
const media = (client: VirtualClient): Stream['media'][] => view(client).streams.map((it) => it.media);

describe.each(['stop', 'kill'] as const)('a gateway that restarts after a %s', (how) => {
  // What happened within the last 50 ms dies with who kills it.
  beforeEach(() => call.clock.advance(60));

  it('has everybody in their seats, with the same addresses, and nobody seen to leave', async () => {
    const before = [addresses(first), addresses(second)];
    await call.restart(how);
    await call.clock.advance(2_000);
    expect([addresses(first), addresses(second)]).toEqual(before);
    expect(told.filter((it) => !it.startsWith('statusChanged'))).toEqual(['reconnected ']);
    for (const client of [first, second]) {
      expect(view(client).participants.map(({ uid, status }) => [uid, status])).toEqual([
        [ann, 'connected'],
        [bob, 'connected'],
      ]);
    }
  });

  it('waits for who is away no longer than for a lost connection, and forgets the room with the last', async () => {
    second.platform.setVisible(false);
    await call.clock.advance(60);
    await call.restart(how);
    for (const { room } of [first, second]) void room.leave();
    await call.clock.advance(seatTimers.seat + 10);
    expect(call.rooms.participants).toBe(1);
    await call.clock.advance(seatTimers.seatInBackground - seatTimers.seat + 60);
    expect(call.rooms.size).toBe(0);
    expect(call.clock.pending).toBe(0);
  });

  it('says that what played stands still, until its packets come, and of the muted only that it waits', async () => {
    await Promise.all([second.room.mute('audio'), call.clock.advance(10)]);
    const stream = nameOf(addresses(second)[1]);
    for (const kind of both) call.rooms.mediaChanged(stream, kind, 'live');
    await call.clock.advance(60);
    await call.restart(how);
    await call.clock.advance(2_000);
    expect(media(first)).toEqual([
      { audio: 'waiting', video: 'waiting' },
      { audio: 'waiting', video: 'stalled' },
    ]);
    call.rooms.mediaChanged(stream, 'video', 'live');
    await call.clock.advance(10);
    expect(media(first)[1]).toEqual({ audio: 'waiting', video: 'live' });
  });
});

describe('a gateway that comes back', () => {
  it('without its store lets everybody join afresh as who they were', async () => {
    const forgetful = { load: async () => [], save: async () => {} };
    call = await createVirtualCall({ store: forgetful });
    first = await call.join({ channelName: 'demo', uid: 1, publish: both });
    const came: boolean[] = [];
    first.room.on('reconnected', ({ fresh }) => came.push(fresh));
    const [before] = addresses(first);
    await call.restart('kill');
    await call.clock.advance(2_000);
    expect(came).toEqual([true]);
    expect(view(first).participants).toMatchObject([{ uid: ann, status: 'connected' }]);
    expect(addresses(first)[0]).not.toBe(before);
  });

  it('stores a change soon, and not each on its own', async () => {
    const saved: StoredRooms[] = [];
    const store = new MemorySeatStore();
    const counting = {
      load: () => store.load(),
      save: async (rooms: StoredRooms) => void saved.push(rooms),
    };
    call = await createVirtualCall({ store: counting });
    first = await call.join({ channelName: 'demo', uid: 1, publish: both });
    await call.clock.advance(50);
    expect(saved).toHaveLength(1);
    for (let turn = 0; turn < 10; turn++) void first.room.mute(turn % 2 ? 'audio' : 'video');
    await call.clock.advance(60);
    expect(saved).toHaveLength(2);
    expect(saved[1]![0]!.facts.participants[0]!.muted).toEqual({ audio: true, video: true });
  });
});

describe('a client that is away while its seat ends', () => {
  beforeEach(async () => {
    second.platform.openSocket = away(second.platform.openSocket);
    second.cut();
    await call.clock.advance(10);
  });
  let isAway: boolean;
  function away(open: Platform['openSocket']): Platform['openSocket'] {
    isAway = true;
    return (url, protocol, listener) => {
      if (isAway) throw new Error('no network');
      return open(url, protocol, listener);
    };
  }

  it.each<[LeaveReason, () => unknown]>([
    ['kicked', () => call.rooms.find('demo')?.kick(bob)],
    ['dissolved', () => call.rooms.find('demo')?.dissolve()],
    ['replaced', () => call.join({ channelName: 'demo', uid: 2 })],
  ])('is told when it comes back: %s', async (reason, act) => {
    await act();
    await call.clock.advance(10);
    const before = call.rooms.participants;
    isAway = false;
    await call.clock.advance(5_000);
    expect(view(second).connection).toEqual({ status: 'left', reason });
    expect(call.rooms.participants).toBe(before);
  });

  it('joins afresh when its seat has only run out', async () => {
    await call.clock.advance(seatTimers.seat);
    expect(told).toContain('participantLeft');
    isAway = false;
    await call.clock.advance(5_000);
    expect(view(second).connection.status).toBe('joined');
    expect(view(first).participants.map(({ uid }) => uid)).toEqual([ann, bob]);
  });
});

describe('a client that does not read', () => {
  it('is told so and put off, while its seat waits for it and the others go on', async () => {
    const closes: object[] = [];
    second.room.on('connectionChanged', ({ connection }) => closes.push(connection));
    second.setUnread(2 * 1024 * 1024);
    await Promise.all([first.room.mute('audio'), call.clock.advance(2)]);
    await call.clock.advance(3);
    expect(told.slice(0, 1)).toEqual([`muted ${ann} audio`]);
    expect(told).toContain(`statusChanged ${bob} reconnecting`);
    await call.clock.advance(100);
    expect(view(second).connection.status).toBe('joined');
    expect(participant(second, ann)?.muted.audio).toBe(true);
    expect(told).not.toContain('participantLeft');
    expect(closes.map((it) => (it as { status: string }).status)).toEqual(['reconnecting', 'joined']);
  });
});

describe('a room and a gateway that are full', () => {
  it('refuse with room/full, and seat who was there', async () => {
    call = await createVirtualCall({ maxRooms: 1, maxParticipants: 1 });
    first = await call.join({ channelName: 'demo', uid: 1 });
    for (const wanted of [
      { channelName: 'demo', uid: 2 },
      { channelName: 'another', uid: 1 },
    ]) {
      const joining = call.client().room.join(wanted);
      await Promise.all([
        expect(joining).rejects.toMatchObject({ code: 'room/full' }),
        call.clock.advance(10),
      ]);
    }
    first.cut();
    await call.clock.advance(100);
    expect(view(first).connection.status).toBe('joined');
  });
});

describe('a request that the gateway fails at', () => {
  it('is answered with request/failed, and the call goes on', async () => {
    const broken = () => {
      throw new Error('out of order');
    };
    call = await createVirtualCall({ engine: { ...idleEngine, url: broken } });
    first = await call.join({ channelName: 'demo', uid: 1 });
    const publishing = first.room.publish();
    await Promise.all([
      expect(publishing).rejects.toMatchObject({ code: 'request/failed' }),
      call.clock.advance(10),
    ]);
    expect(view(first).connection.status).toBe('joined');
  });
});

describe('rooms that are closed', () => {
  it('seat nobody any more, and say that trying again helps', async () => {
    await call.rooms.close();
    await expect(
      Promise.all([call.join({ channelName: 'demo', uid: 3 }), call.clock.advance(10)]),
    ).rejects.toMatchObject({ code: 'gateway/stopping', retryable: true });
  });
});

describe('a kind that is unmuted', () => {
  let flows: 'live' | 'stalled';
  beforeEach(async () => {
    flows = 'live';
    const stats = () => {
      const kind = { status: flows, bytes: 0, bitsPerSecond: 0 };
      return { audio: kind, video: kind, players: 0 };
    };
    call = await createVirtualCall({ engine: { ...idleEngine, stats } });
    first = await call.join({ channelName: 'demo', uid: 1 });
    second = await call.join({ channelName: 'demo', uid: 2, publish: both });
    call.rooms.mediaChanged(nameOf(addresses(second)[0]), 'audio', 'live');
    await Promise.all([second.room.mute('audio'), call.clock.advance(10)]);
  });

  it('has stalled when its packets do not come back in time', async () => {
    flows = 'stalled';
    call.rooms.mediaChanged(nameOf(addresses(second)[0]), 'audio', 'stalled');
    await Promise.all([second.room.unmute('audio'), call.clock.advance(seatTimers.unmuted - 100)]);
    expect(media(first)[0]?.audio).toBe('live');
    await call.clock.advance(200);
    expect(media(first)[0]?.audio).toBe('stalled');
  });

  it('stays live when they do', async () => {
    await Promise.all([second.room.unmute('audio'), call.clock.advance(2 * seatTimers.unmuted)]);
    expect(media(first)[0]?.audio).toBe('live');
  });

  it('is left alone when it was muted again, and by a room that is gone', async () => {
    flows = 'stalled';
    await Promise.all([second.room.unmute('audio'), call.clock.advance(100)]);
    await Promise.all([second.room.mute('audio'), call.clock.advance(2 * seatTimers.unmuted)]);
    expect(media(first)[0]?.audio).toBe('live');
    await Promise.all([second.room.unmute('audio'), call.clock.advance(100)]);
    await Promise.all([first.room.leave(), second.room.leave(), call.clock.advance(1_100)]);
    expect(call.clock.pending).toBe(0);
  });
});

describe('a seat that is taken up again', () => {
  it('is what its client wants by now', async () => {
    const { platform, room } = second;
    platform.setOnline(false);
    second.cut();
    await Promise.all([room.mute('audio'), room.unpublish({ kinds: ['video'] }), call.clock.advance(2_000)]);
    expect(participant(first, bob)?.muted).toEqual({ audio: true, video: false });
    expect(media(first)[1]).toEqual({ audio: 'waiting' });
    second.cut();
    await Promise.all([room.setRole('audience'), call.clock.advance(2_000)]);
    expect(participant(first, bob)?.role).toBe('audience');
    expect(told.filter((it) => !it.startsWith('statusChanged'))).toEqual([
      `muted ${bob} audio`,
      'streamUnpublished',
      'streamUnpublished',
      `roleChanged ${bob} audience`,
    ]);
  });

  it('does not do over again what was done though its answer was lost', async () => {
    const { room } = second;
    const done = [room.unpublish({ kinds: ['video'] }), room.publish({ source: 'screen' })];
    await call.clock.advance(1);
    second.cut();
    await Promise.all([...done, call.clock.advance(2_000)]);
    expect(told.filter((it) => !it.startsWith('statusChanged'))).toEqual([
      'streamUnpublished',
      'streamPublished',
    ]);
  });

  it('stays in the background all along where its client says that it is hidden', async () => {
    second.platform.setVisible(false);
    await call.clock.advance(10);
    second.cut();
    await call.clock.advance(2_000);
    expect(view(second).connection.status).toBe('joined');
    expect(told).toEqual([`statusChanged ${bob} background`]);
  });
});
