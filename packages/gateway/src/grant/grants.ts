import { randomBytes } from 'node:crypto';
import { timers } from '@callgrid/protocol';
import type { MediaRequest } from '../engine/media-engine.ts';
import type { Grant } from './grant.ts';

/** Every living grant, by key. A key dies with its grant; its expiry is only a backstop. */
export class Grants {
  private readonly byKey = new Map<string, Grant>();
  private lastId = 0;

  create(grant: Omit<Grant, 'id' | 'key' | 'expiresAt'>): Grant {
    const created: Grant = {
      ...grant,
      id: `${grant.direction}-${++this.lastId}`,
      key: randomBytes(16).toString('base64url'),
      expiresAt: Date.now() + timers.grant,
    };
    this.byKey.set(created.key, created);
    return created;
  }

  end(grant: Grant): void {
    this.byKey.delete(grant.key);
  }

  /** The grant that allows the request, or why none does. */
  find({ direction, stream, key }: MediaRequest): { grant: Grant } | { refused: string } {
    const grant = this.byKey.get(key);
    if (!grant) return { refused: key ? 'unknown or ended key' : 'no key in the address' };
    if (grant.direction !== direction)
      return { refused: `the key is for ${grant.direction}, not ${direction}` };
    if (grant.stream !== stream) return { refused: 'the key is for another stream' };
    if (grant.expiresAt <= Date.now()) return { refused: 'the key has expired' };
    return { grant };
  }

  get size(): number {
    return this.byKey.size;
  }
}
