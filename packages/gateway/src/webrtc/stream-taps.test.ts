import type { Attachment } from '@callgrid/rtmp';
import { beforeEach, expect, it, vi } from 'vitest';
import { StreamTaps } from './stream-taps.ts';

beforeEach(() => {
  vi.useFakeTimers();
  return () => vi.useRealTimers();
});

/** A hub with so many places. */
function tapped(places: number) {
  const hub = { places, tapped: new Set<string>() };
  const attachPlayer = ({ stream }: { stream: string }): Attachment | undefined => {
    if (hub.tapped.size >= hub.places) return undefined;
    hub.tapped.add(stream);
    return { connectionId: stream, close: () => void hub.tapped.delete(stream) };
  };
  return { hub, taps: new StreamTaps({ attachPlayer }, { feed() {} }) };
}

it('asks a full hub again, until it has a place', () => {
  const { hub, taps } = tapped(1);
  taps.want('a', true);
  taps.want('b', true);
  vi.advanceTimersByTime(5_000);
  expect([...hub.tapped]).toEqual(['a']);
  taps.want('a', false);
  vi.advanceTimersByTime(1_000);
  expect([...hub.tapped]).toEqual(['b']);
  expect(vi.getTimerCount()).toBe(0);
});

it('asks no more for what is not wanted any more, or once it is closed', () => {
  const { hub, taps } = tapped(0);
  taps.want('a', true);
  taps.want('a', false);
  taps.want('b', true);
  taps.want('b', true);
  expect(vi.getTimerCount()).toBe(1);
  taps.close();
  hub.places = 2;
  vi.advanceTimersByTime(5_000);
  expect(hub.tapped.size).toBe(0);
});
