import { expect, test } from 'vitest';
import { graphOf, lineOf } from './graph.ts';

const rate = ({ videoBitrate = 0 }) => videoBitrate;

test('ends at the right, with the most at the top, however much that is', () => {
  const recent = [
    { at: 0, videoBitrate: 0 },
    { at: 30_000, videoBitrate: 400 },
    { at: 60_000, videoBitrate: 800 },
  ];
  expect(lineOf(recent, rate)).toBe('M0 20L30 10L60 0');
  expect(lineOf(recent.slice(2), rate)).toBe('M60 0');
});

test('draws nothing of nothing, and nothing received at the bottom', () => {
  expect(lineOf([], rate)).toBe('');
  expect(lineOf([{ at: 1, videoBitrate: 0 }], rate)).toBe('M60 20');
});

test('a minute is one short style', () => {
  const minute = Array.from({ length: 30 }, (_, index) => ({
    at: index * 2_000,
    videoBitrate: index * 30,
    videoFps: 15,
  }));
  expect(graphOf(minute).length).toBeLessThan(650);
});
