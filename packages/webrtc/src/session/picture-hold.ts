import { limits } from '../webrtc-limits.ts';

/** flowing → held since a loss → flowing, with the next keyframe or after a while */
type HoldState = { readonly status: 'flowing' } | { readonly status: 'held'; readonly since: number };

/**
 * Holds back the pictures that build on one that is gone for good. A viewer of ours cannot see the gap, since its own
 * packets are numbered without one, and a phone's player does not look: both would show rubbish until the keyframe.
 */
export class PictureHold {
  private state: HoldState = { status: 'flowing' };

  /** A picture, or a part of one, is gone. `now` in ms. Gives whether pictures flowed until now. */
  lost(now: number): boolean {
    if (this.state.status === 'held') return false;
    this.state = { status: 'held', since: now };
    return true;
  }

  /** Whether this picture is to be shown. */
  admits(isKey: boolean, now: number): boolean {
    const { state } = this;
    // Who sends no keyframe when asked: a smeared picture that moves is more than none.
    if (state.status === 'held' && (isKey || now - state.since >= limits.holdMs))
      this.state = { status: 'flowing' };
    return this.state.status === 'flowing';
  }
}
