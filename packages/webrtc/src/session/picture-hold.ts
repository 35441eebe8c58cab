import { limits } from '../webrtc-limits.ts';

/** held since the first picture, or a loss → flowing, with the next keyframe or after a while → held … */
type HoldState = { readonly status: 'flowing' } | { readonly status: 'held'; readonly since: number };

/**
 * Holds back the pictures that build on one that is gone for good, or that came before anybody listened. A viewer of ours
 * cannot see the gap, since its own packets are numbered without one, and a phone's player does not look: both would show
 * rubbish until the keyframe.
 */
export class PictureHold {
  /** Undefined before the first picture. */
  private state: HoldState | undefined;

  /** A picture, or a part of one, is gone. `now` in ms. Gives whether pictures were not held back already. */
  lost(now: number): boolean {
    if (this.state?.status === 'held') return false;
    this.state = { status: 'held', since: now };
    return true;
  }

  /** Whether this picture is to be shown. */
  admits(isKey: boolean, now: number): boolean {
    const { state = { status: 'held', since: now } } = this;
    // Who sends no keyframe when asked: a smeared picture that moves is more than none.
    const isOver = state.status === 'held' && (isKey || now - state.since >= limits.holdMs);
    this.state = isOver ? { status: 'flowing' } : state;
    return this.state.status === 'flowing';
  }
}
