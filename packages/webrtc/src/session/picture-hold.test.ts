import { describe, expect, it } from 'vitest';
import { limits } from '../webrtc-limits.ts';
import { PictureHold } from './picture-hold.ts';

describe('the first pictures', () => {
  it('are held back until the keyframe: what they build on came before anybody listened', () => {
    const hold = new PictureHold();
    expect(hold.admits(false, 1_000)).toBe(false);
    expect(hold.admits(true, 1_010)).toBe(true);
    expect(hold.admits(false, 1_020)).toBe(true);
  });

  it('are shown all the same where no keyframe comes', () => {
    const hold = new PictureHold();
    expect(hold.admits(false, 1_000)).toBe(false);
    expect(hold.admits(false, 999 + limits.holdMs)).toBe(false);
    expect(hold.admits(false, 1_000 + limits.holdMs)).toBe(true);
  });
});

describe('pictures after a loss', () => {
  it('are held back until the keyframe', () => {
    const hold = new PictureHold();
    expect(hold.admits(true, 0)).toBe(true);
    hold.lost(10);
    expect(hold.admits(false, 20)).toBe(false);
    expect(hold.admits(true, 30)).toBe(true);
    expect(hold.admits(false, 40)).toBe(true);
  });

  it('are shown all the same where no keyframe comes', () => {
    const hold = new PictureHold();
    hold.lost(0);
    hold.lost(limits.holdMs - 1);
    expect(hold.admits(false, limits.holdMs - 1)).toBe(false);
    expect(hold.admits(false, limits.holdMs)).toBe(true);
    expect(hold.admits(false, limits.holdMs + 1)).toBe(true);
  });

  it('are held back again after the next loss', () => {
    const hold = new PictureHold();
    hold.lost(0);
    hold.admits(true, 5);
    hold.lost(6);
    expect(hold.admits(false, 7)).toBe(false);
  });
});
