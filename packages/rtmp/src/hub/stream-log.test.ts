import { describe, expect, it } from 'vitest';
import { writeAmf0 } from '../amf0/write-amf0.ts';
import { DEFAULT_LIMITS } from '../server/rtmp-limits.ts';
import { Metadata } from './metadata.ts';
import { StreamLog } from './stream-log.ts';

const bounds = { gopBytes: 100_000, gopPackets: 1_000, queueBytes: 100_000, queueMs: 3_000 };

describe('StreamLog', () => {
  it('keeps no more metadata than its bytes allow, however often a publisher sends it', () => {
    const payload = writeAmf0('onMetaData', new Map([['encoder', 'x'.repeat(10_000)]]));
    const metadata = Metadata.read(payload, DEFAULT_LIMITS)!;
    const log = new StreamLog(bounds);
    log.append({ kind: 'video', role: 'key', timestamp: 0, payload: Buffer.alloc(100) }, 0);
    for (let n = 0; n < 500; n += 1) {
      log.append({ kind: 'metadata', metadata, pushKinds: new Set(['video']) }, 0);
    }
    expect(log.next - log.first).toBeLessThanOrEqual(11);
    expect(log.bytes).toBeLessThanOrEqual(bounds.queueBytes + payload.length);
  });
});
