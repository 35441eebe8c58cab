import { expect, test } from 'vitest';
import { reduceSpeech, type Speech, silence } from './speech.ts';

/** What is said after each level of a microphone that tells one every 100 ms. */
function said(levels: readonly number[], from: Speech = silence): boolean[] {
  let speech = from;
  return levels.map((level, at) => {
    speech = reduceSpeech(speech, level, at * 100);
    return speech.speaking;
  });
}

test('says that somebody speaks after a moment of it', () => {
  expect(said([0.01, 0.2, 0.2, 0.2])).toEqual([false, false, false, true]);
});

test('says nothing of a knock, nor of what is faint', () => {
  expect(said([0.9, 0, 0.9, 0, 0.05, 0.05, 0.05, 0.05]).some(Boolean)).toBe(false);
});

test('goes on through the pauses of speech, and faintly, and ends after them', () => {
  const speaking = { speaking: true, doubtedAt: null };
  expect(said([0.3, 0, 0, 0, 0, 0.04, 0, 0, 0.04], speaking).every(Boolean)).toBe(true);
  expect(said([0, 0, 0, 0, 0, 0, 0, 0], speaking)).toEqual([...Array.from({ length: 7 }, () => true), false]);
});

test('stays the same object where nothing changed', () => {
  expect(reduceSpeech(silence, 0, 5)).toBe(silence);
});
