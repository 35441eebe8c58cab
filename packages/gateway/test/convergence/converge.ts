import assert from 'node:assert/strict';
import { type Backend, RtcError } from '@callgrid/core';
import { type RoomState, seatTimers, timers, toUid, type Uid } from '@callgrid/protocol';
import {
  createVirtualCall,
  type VirtualCall,
  type VirtualCallOptions,
  type VirtualClient,
} from '../virtual-call.ts';
import { type Action, actionTypes, PEOPLE, type Step } from './action.ts';
import { Observer } from './observer.ts';

const ROOM = 'demo';

interface Person {
  readonly uid: Uid;
  readonly client: VirtualClient;
  readonly observer: Observer;
}

/** How often each action was done, and in how many of the runs there was a cut and a restart. */
export class Coverage {
  readonly actions = Object.fromEntries(actionTypes.map((type) => [type, 0])) as Record<
    Action['type'],
    number
  >;
  runs = 0;
  withCut = 0;
  withRestart = 0;

  add(steps: readonly Step[]): void {
    this.runs++;
    for (const { action } of steps) this.actions[action.type]++;
    if (steps.some(({ action }) => action.type === 'cut')) this.withCut++;
    if (steps.some(({ action }) => action.type === 'restart')) this.withRestart++;
  }
}

/** Does the steps in a new call, lets it come to rest, and throws when anybody's room is not the gateway's. */
export async function converge(steps: readonly Step[], options: VirtualCallOptions = {}): Promise<void> {
  const call = await createVirtualCall(options);
  const people = Array.from({ length: PEOPLE }, (_, place) => person(call, (place % (PEOPLE - 1)) + 1));
  const promises = new Promises();
  for (const { action, wait } of steps) {
    await perform(call, people, action, promises);
    await call.clock.advance(wait);
  }
  for (const { client } of people) {
    client.latency = 1;
    client.platform.setVisible(true);
  }
  // The longest that a seat waits for a client that is gone without a word.
  await call.clock.advance(seatTimers.seatInBackground + timers.giveUp);
  assert.deepEqual(promises.pending, [], 'promises are pending');
  assert.deepEqual(promises.strange, [], 'rejected with something else than an RtcError');
  check(call, people);
}

function person(call: VirtualCall, uid: number): Person {
  const client = call.client();
  return { uid: toUid(uid), client, observer: new Observer(client.room) };
}

async function perform(
  call: VirtualCall,
  people: readonly Person[],
  action: Action,
  promises: Promises,
): Promise<void> {
  if (action.type === 'restart') return call.restart(action.how);
  const { uid, client } = people[action.who]!;
  const { room, platform } = client;
  switch (action.type) {
    case 'join': {
      const { role, publish, autoSubscribe } = action;
      return promises.add('join', room.join({ channelName: ROOM, uid, role, publish, autoSubscribe }));
    }
    case 'leave':
      return promises.add('leave', room.leave());
    case 'publish':
    case 'unpublish': {
      const { type, source, kinds } = action;
      return promises.add(type, room[type]({ source, kinds }));
    }
    case 'subscribe':
    case 'unsubscribe': {
      const { type, whose, source } = action;
      return promises.add(type, room[type]({ uid: people[whose]!.uid, source }));
    }
    case 'mute':
    case 'unmute':
      return promises.add(action.type, room[action.type](action.kind));
    case 'setRole':
      return promises.add('setRole', room.setRole(action.role));
    case 'kick':
      return call.kick(ROOM, uid);
    case 'cut':
      return client.cut();
    case 'hide':
    case 'show':
      return platform.setVisible(action.type === 'show');
    case 'networkChanges':
      return platform.setOnline(true);
    case 'delay':
      client.latency = action.latency;
      return;
    case 'media':
      return call.reportMedia(ROOM, uid, action);
  }
}

function check(call: VirtualCall, people: readonly Person[]): void {
  const truth = call.rooms.find(ROOM)?.state;
  const inside = people.filter(({ observer }) => observer.status === 'joined');
  const others = people.filter((it) => !inside.includes(it)).map(({ observer }) => observer.status);
  assert(
    others.every((status) => status === 'idle' || status === 'left'),
    `somebody is ${others}`,
  );
  const seated = (truth?.participants ?? []).map(({ uid }) => uid);
  assert.deepEqual(
    [...seated].sort(),
    inside.map(({ uid }) => uid).sort(),
    'a ghost, or somebody without a seat',
  );
  for (const { uid, client, observer } of inside) {
    const { local, streams } = client.room.store.getState();
    const facts = { ...truth!, channelName: '' };
    assert.deepEqual(observer.view, facts, `${uid} sees another room`);
    // Who left and came back during an outage is told of to nobody, and yet arrived later.
    assert.deepEqual(inAnyOrder(observer.replayed), inAnyOrder(facts), `${uid} was told of another room`);
    const self = facts.participants.find((it) => it.uid === uid)!;
    assert.deepEqual(
      [self.role, self.muted, self.status],
      [local.role, local.muted, 'connected'],
      `${uid} is not itself`,
    );
    for (const { id, address } of streams) {
      if (address) assert(call.opens(address.url), `${uid} has a dead address of ${id}`);
    }
  }
}

function inAnyOrder({ participants, streams }: RoomState): object {
  return {
    participants: Object.fromEntries(participants.map((it) => [it.uid, it])),
    streams: Object.fromEntries(streams.map((it) => [it.id, it])),
  };
}

/** What was promised, and not kept yet. */
class Promises {
  readonly strange: unknown[] = [];
  private readonly running = new Set<string>();
  private last = 0;

  get pending(): readonly string[] {
    return [...this.running];
  }

  add(name: string, promise: Promise<unknown>): void {
    const entry = `${name} ${++this.last}`;
    this.running.add(entry);
    promise
      .catch((error: unknown) => {
        if (!(error instanceof RtcError)) this.strange.push(error);
      })
      .finally(() => this.running.delete(entry));
  }
}

/** Faults that the check must find, each planted where the real code has none. */
export const plantedFaults: Record<string, VirtualCallOptions> = {
  'a notification dropped': {
    backend: hearing((tell) => {
      let count = 0;
      return (message) => {
        if (message.type !== 'notified' || ++count % 5 !== 0) tell(message);
      };
    }),
  },
  'a notification applied twice': {
    backend: hearing((tell) => {
      let before: Parameters<typeof tell>[0] | null = null;
      return (message) => {
        tell(message);
        // The second time comes after what came next, as from a line that repeats itself.
        if (before) tell(before);
        before = message.type === 'notified' ? message : null;
      };
    }),
  },
  'the epoch ignored': {
    sent: (frame, rooms) => {
      const { method, params } = frame as { method: string; params: { channelName: string; known?: object } };
      const epoch = method === 'join' && params.known && rooms.find(params.channelName)?.epoch;
      return epoch
        ? { ...(frame as object), params: { ...params, known: { ...params.known, epoch } } }
        : frame;
    },
  },
};

type Listener = Parameters<Backend['open']>[2];

function hearing(change: (tell: Listener) => Listener): (backend: Backend) => Backend {
  return (backend) => ({
    ...backend,
    open: (platform, intent, listener) => backend.open(platform, intent, change(listener)),
  });
}
