import { limits } from '../webrtc-limits.ts';

/** When to ask an encoder for a keyframe: as often as needed, and no oftener than it can stand. */
export class KeyframeRequests {
  /** Whether one is wanted now and then by itself. */
  isPeriodic = false;
  /** nothing → wanted → asked → nothing, when it came */
  private status: 'nothing' | 'wanted' | 'asked' = 'nothing';
  private askedAt = Number.NEGATIVE_INFINITY;

  wish(): void {
    this.status = 'wanted';
  }

  asked(now: number): void {
    this.status = 'asked';
    this.askedAt = now;
  }

  came(): void {
    if (this.status === 'asked') this.status = 'nothing';
  }

  isDue(now: number): boolean {
    const since = now - this.askedAt;
    switch (this.status) {
      case 'wanted':
        return since >= limits.keyframeEveryMs;
      case 'asked':
        return since >= limits.keyframeAgainMs;
      case 'nothing':
        return this.isPeriodic && since >= limits.keyframeForPlayersMs;
    }
  }
}
