import { type Clock, seatTimers } from '@callgrid/protocol';
import type { MediaRefusal, MediaRequest } from '../engine/media-engine.ts';
import { randomText } from '../random/random-text.ts';
import type { Grant } from './grant.ts';

/** Every living grant, by key. A key dies with its grant; its expiry is only a backstop. */
export class Grants {
  private readonly byKey = new Map<string, Grant>();
  private readonly clock: Clock;
  private lastId = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  create(grant: Omit<Grant, 'id' | 'key' | 'expiresAt'>): Grant {
    const key = randomText(16);
    return this.restore({ ...grant, key, expiresAt: this.clock.now() + seatTimers.grant });
  }

  /** A grant as it was before a restart. */
  restore(grant: Omit<Grant, 'id'>): Grant {
    const restored: Grant = { ...grant, id: `${grant.direction}-${++this.lastId}` };
    this.byKey.set(restored.key, restored);
    return restored;
  }

  end(grant: Grant): void {
    this.byKey.delete(grant.key);
  }

  hasExpired({ expiresAt }: Grant): boolean {
    return expiresAt <= this.clock.now();
  }

  /** The grant that allows the request, or why none does. */
  find({ direction, stream, key }: MediaRequest): { grant: Grant } | MediaRefusal {
    const grant = this.byKey.get(key);
    if (!key) return { refused: 'no key in the address', cause: 'noKey' };
    if (!grant) return { refused: 'unknown or ended key', cause: 'unknownKey' };
    if (this.hasExpired(grant)) return { refused: 'the key has expired', cause: 'unknownKey' };
    if (grant.direction !== direction)
      return { refused: `the key is for ${grant.direction}, not ${direction}`, cause: 'otherKey' };
    if (grant.stream !== stream) return { refused: 'the key is for another stream', cause: 'otherKey' };
    return { grant };
  }

  get size(): number {
    return this.byKey.size;
  }
}
