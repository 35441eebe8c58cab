import { describe, expect, test } from 'vitest';
import {
  type BackgroundAction,
  type BackgroundState,
  inForeground,
  reduceBackground,
  refusedDevices,
} from './background-machine.ts';

const muted = { audio: false, video: false };
const actions: Record<string, BackgroundAction> = {
  hidden: { type: 'hidden' },
  shown: { type: 'shown' },
  closed: { type: 'floatClosed' },
  ring: { type: 'interrupted', muted },
  ringMuted: { type: 'interrupted', muted: { audio: true, video: false } },
  over: { type: 'interruptionOver' },
  noCamera: { type: 'refused', device: 'camera', muted },
  noMicrophone: { type: 'refused', device: 'microphone', muted },
  camera: { type: 'allowed', device: 'camera' },
  microphone: { type: 'allowed', device: 'microphone' },
  unmuted: { type: 'unmuted', kind: 'audio' },
  unmutedVideo: { type: 'unmuted', kind: 'video' },
};

/** The steps that a log of facts leads to. */
function play(log: string): { steps: string[]; state: BackgroundState } {
  let state = inForeground;
  const steps = log.split(' ').flatMap((name) => {
    const result = reduceBackground(state, actions[name]!);
    state = result.state;
    return result.steps.map((step) => ('kind' in step ? `${step.type} ${step.kind}` : step.type));
  });
  return { steps, state };
}

describe('the background', () => {
  test.each([
    ['the app goes and comes', 'hidden hidden shown shown', 'rest, revive, takeSpeaker'],
    ['the float window is closed', 'hidden closed closed shown shown', 'rest, leave, rejoin'],
    [
      'the app hears of the closed float window when it is shown again',
      'hidden shown closed',
      'rest, revive, takeSpeaker, leave, rejoin',
    ],
    ['a phone call comes and ends', 'ring over', 'mute audio, unmute audio, revive, takeSpeaker'],
    ['it rings twice', 'ring ring over', 'mute audio, unmute audio, revive, takeSpeaker'],
    ['a phone call comes to who is muted', 'ringMuted over', 'revive, takeSpeaker'],
    [
      'a phone call hides the app',
      'ring hidden over shown',
      'mute audio, rest, unmute audio, revive, takeSpeaker',
    ],
    [
      'the user unmutes a camera that is still refused',
      'noCamera unmutedVideo noCamera noCamera camera',
      'mute video, revive, mute video, revive, unmute video, revive',
    ],
    ['the user unmutes during the phone call', 'ring unmuted over', 'mute audio, revive, takeSpeaker'],
    [
      'the camera is refused, and allowed in the settings',
      'noCamera noCamera hidden shown camera camera',
      'mute video, revive, rest, revive, takeSpeaker, askSettings, unmute video, revive',
    ],
    [
      'both are refused, and one is allowed',
      'noCamera noMicrophone microphone',
      'mute video, revive, mute audio, revive, unmute audio, revive',
    ],
    [
      'a phone call comes to who has no microphone',
      'noMicrophone ring over',
      'mute audio, revive, revive, takeSpeaker',
    ],
    [
      'the microphone is refused in a phone call',
      'ring noMicrophone over microphone',
      'mute audio, revive, revive, takeSpeaker, unmute audio, revive',
    ],
  ])('when %s', (_, log, steps) => {
    expect(play(log).steps.join(', ')).toBe(steps);
  });

  test('ends as it began, whatever came and went', () => {
    expect(play('hidden ring noCamera shown over camera').state).toEqual(inForeground);
  });

  test('says which devices are refused', () => {
    expect(refusedDevices(play('ring noCamera').state)).toEqual(['camera']);
    expect(refusedDevices(play('noCamera noMicrophone').state)).toEqual(['camera', 'microphone']);
  });
});
