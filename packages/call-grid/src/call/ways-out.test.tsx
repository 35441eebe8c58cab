import { act, fireEvent, render } from '@testing-library/react';
import fc from 'fast-check';
import { createRef, StrictMode } from 'react';
import { describe, expect, test } from 'vitest';
import { fire, nativeElements, nativeLog } from '../../test/fake-native.tsx';
import { own, WeappCall } from '../../test/weapp-call.tsx';
import type { CallGridHandle, CallGridProps } from '../index.ts';

// Whatever a call goes through before its component goes, and in whichever state it is then.

const pusherSays = (code: number) => {
  if (nativeElements.has('callgrid-pusher')) fire('callgrid-pusher', 'onStateChange', { code });
};
const press = (id: string) => {
  const button = document.getElementById(id);
  if (button) fireEvent.click(button);
};

const isThere = (call: WeappCall) =>
  call.gateway.room('den')?.participants.some(({ uid }) => uid === own) ?? false;

const events = {
  'is joined': (call: WeappCall) => call.settle(),
  'lives a while': (call: WeappCall) => act(() => call.platform.clock.advance(2_500)),
  'loses the gateway': (call: WeappCall) => call.cut(),
  'finds the gateway': (call: WeappCall) => call.restore(),
  'is hidden': (call: WeappCall) => act(async () => call.platform.setVisible(false)),
  'is shown': (call: WeappCall) => act(async () => call.platform.setVisible(true)),
  'loses its float window': () => act(async () => pusherSays(5001)),
  'gives up sending': () => act(async () => pusherSays(-1307)),
  'is kicked': (call: WeappCall) =>
    act(async () => isThere(call) && call.gateway.remove('den', own, 'kicked')),
  'sees somebody come': (call: WeappCall) => call.joins(2, 'Bob').catch(() => {}),
  'hangs up': () => press('callgrid-hang-up'),
  'joins again': () => press('callgrid-join-again'),
  'is muted': () => press('callgrid-camera'),
} as const satisfies Record<string, (call: WeappCall) => unknown>;
type Event = keyof typeof events;

/** Goes through it all, and is gone. */
async function live(past: readonly Event[], isStrict: boolean): Promise<WeappCall> {
  const call = new WeappCall();
  const ref = createRef<CallGridHandle>();
  const element = call.element({ ref } as Partial<CallGridProps>);
  const { unmount } = render(isStrict ? <StrictMode>{element}</StrictMode> : element);
  // Whoever is kicked is out before anything can stop.
  ref.current!.room.on('left', ({ reason }) => reason === 'left' && nativeLog.push('room left'));
  for (const event of past) await events[event](call);
  unmount();
  await act(() => call.platform.clock.advance(0));
  return call;
}

/** What runs when the room is left, by what the elements did; a start after a stop runs again. */
function runningAtTheEnd(): string[] {
  const running = new Set<string>();
  const faults: string[] = [];
  for (const entry of nativeLog) {
    const [, device = '', verb = ''] = /^(pusher|player \d+) (.*)$/.exec(entry) ?? [];
    if (verb === 'mounted' || verb === 'started' || verb === 'played') running.add(device);
    if (verb === 'stopped') running.delete(device);
    if (verb === 'unmounted' && running.has(device)) faults.push(`${entry}, and runs`);
    if (entry === 'room left') for (const it of running) faults.push(`left while ${it} runs`);
  }
  return [...faults, ...running];
}

const pasts: Record<string, readonly Event[]> = {
  joining: [],
  publishing: ['is joined', 'is joined', 'sees somebody come', 'is joined', 'lives a while'],
  reconnecting: ['is joined', 'is joined', 'loses the gateway', 'lives a while'],
  away: ['is joined', 'is joined', 'is hidden', 'loses its float window', 'is joined', 'is joined'],
  stopping: ['is joined', 'is joined', 'hangs up'],
  over: ['is joined', 'is joined', 'is kicked', 'is joined', 'is joined'],
};

describe.each([false, true])('under StrictMode: %s, a call that goes', (isStrict) => {
  test.each(Object.entries(pasts))('while it is %s has stopped its devices, and left', async (_, past) => {
    const call = await live(past, isStrict);
    expect(runningAtTheEnd()).toEqual([]);
    expect(nativeElements.size).toBe(0);
    expect(isThere(call)).toBe(false);
  });
});

test('whatever a call went through, its devices stop before it leaves, and nothing of it is left to do', async () => {
  const past = fc.array(fc.constantFrom(...(Object.keys(events) as Event[])), { maxLength: 10 });
  await fc.assert(
    fc.asyncProperty(past, fc.boolean(), async (given, isStrict) => {
      const call = await live(['is joined', ...given], isStrict);
      expect(runningAtTheEnd()).toEqual([]);
      expect(nativeElements.size).toBe(0);
      expect(isThere(call)).toBe(false);
      await call.platform.clock.advance(60_000);
      expect(runningAtTheEnd()).toEqual([]);
    }),
    { numRuns: 25 },
  );
});
