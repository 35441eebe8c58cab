import { type MediaDriver, scripted } from '@callgrid/phone';
import { until } from '@callgrid/test-kit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type Caller, type PhoneCall, ROOM, startPhoneCall, tiles } from './phone-call.ts';

const ROOM_PAGE = 'pages/room/index';
const JOIN_PAGE = 'pages/join/index';

describe('a way out of the call', () => {
  /** What ann's phone did, in order. */
  let steps: string[];
  let call: PhoneCall;
  let ann: Caller;
  let bo: Caller;

  beforeEach(async () => {
    steps = [];
    call = await startPhoneCall({
      phones: 2,
      media: ({ uid }) => (uid === '1001' ? noting(scripted(), (step) => steps.push(step)) : scripted()),
    });
    [ann, bo] = call.callers as [Caller, Caller];
    // Any `leave` that goes over a wire: only ann leaves here.
    const send = WebSocket.prototype.send;
    vi.spyOn(WebSocket.prototype, 'send').mockImplementation(function (this: WebSocket, ...args: unknown[]) {
      if (String(args[0]).includes('"method":"leave"')) steps.push('leave');
      return Reflect.apply(send, this, args);
    });
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await call?.stop();
  });

  /** Bo is told, loses the tile and is left with a working call. */
  async function expectTold(reason: string): Promise<void> {
    await until('bo is alone', () => tiles(bo) === 1);
    await call.watcher.events.until(({ name }) => name === 'participantLeft');
    const left = call.watcher.events.entries.filter(({ name }) => name === 'participantLeft');
    expect(left.map(({ payload }) => payload)).toEqual([{ uid: '1001', reason }]);
    // Ann is told on a line of her own, and may be told last.
    await until('ann shows nobody', () => ann.phone.natives().length === 0);
    expect([...ann.phone.errors, ...bo.phone.errors]).toEqual([]);
    expect([...ann.phone.violations, ...bo.phone.violations]).toEqual([]);
  }

  const stops = ['stop live-pusher', 'stop live-player'];
  const removals = ['removed live-pusher', 'removed live-player'];

  it('by hanging up stops, then removes the elements, then leaves, and no page is left', async () => {
    ann.phone.tap('#callgrid-hang-up');
    await expectTold('left');
    expect(steps.slice(0, 2).sort()).toEqual([...stops].sort());
    expect(steps.slice(2, 4).sort()).toEqual([...removals].sort());
    expect(steps.slice(4)).toEqual(['leave']);
    await until('ann is on the join page', () => ann.phone.page.route === JOIN_PAGE);
    expect(ann.phone.pages()).toEqual([JOIN_PAGE]);
  });

  it('by the back key stops, then removes the elements, then leaves', async () => {
    // The room page on top of another one, as from the join page.
    const { route, query } = ann.phone.page;
    expect(route).toBe(ROOM_PAGE);
    ann.phone.tap('#callgrid-hang-up');
    await until('ann is on the join page', () => ann.phone.page.route === JOIN_PAGE);
    await until('the watcher was told', () =>
      call.watcher.events.entries.some(({ name }) => name === 'participantLeft'),
    );
    call.watcher.events.entries.length = 0;
    const pairs = Object.entries(query).map(([key, value]) => `${key}=${value}`);
    ann.phone.navigate(`/${ROOM_PAGE}?${pairs.join('&')}`);
    await until('ann is in the call again', () => {
      const natives = ann.phone.natives();
      return natives.length === 2 && natives.every(({ state }) => state.status === 'live');
    });
    steps.length = 0;

    ann.phone.back();
    await expectTold('left');
    expect(steps.slice(0, 2).sort()).toEqual([...stops].sort());
    expect(steps.slice(2, 4).sort()).toEqual([...removals].sort());
    expect(steps.slice(4)).toEqual(['leave']);
    expect(ann.phone.pages()).toEqual([JOIN_PAGE]);
  });

  it('by the same uid joining elsewhere stops and removes the elements, and says why', async () => {
    await call.gateway.join({ channelName: ROOM, uid: 1_001, name: 'Ann elsewhere', role: 'audience' });
    await expectTold('replaced');
    expect(steps.slice(0, 2).sort()).toEqual([...stops].sort());
    expect(steps.slice(2).sort()).toEqual([...removals].sort());
    // The page stays, to say why, until the user closes it.
    expect(ann.phone.pages()).toEqual([ROOM_PAGE]);
    await until('the page says why', () => ann.phone.exists('.callgrid-farewell'));
    ann.phone.tap('#callgrid-close');
    await until('the room page is gone', () => ann.phone.page.route === JOIN_PAGE);
    expect(ann.phone.pages()).toEqual([JOIN_PAGE]);
  });
});

/** Tells what is asked of the elements, in order. */
function noting(driver: MediaDriver, note: (step: string) => void): MediaDriver {
  return {
    name: driver.name,
    attach: (port) => {
      const session = driver.attach(port);
      const kinds = new Map<number, string>();
      return {
        created: (element) => {
          kinds.set(element.nid, element.kind);
          session.created(element);
        },
        updated: (nid, props) => session.updated(nid, props),
        removed: (nid) => {
          note(`removed ${kinds.get(nid)}`);
          session.removed(nid);
        },
        call: (nid, method, args) => {
          note(`${method} ${kinds.get(nid)}`);
          return session.call(nid, method, args);
        },
        state: (nid) => session.state(nid),
        kill: (nid) => session.kill(nid),
        networkChanged: () => session.networkChanged(),
        close: () => session.close(),
      };
    },
  };
}
