import { ChunkPeer } from '@callgrid/rtmp/test/chunk-peer';
import { mutateBytes } from '../mutate/mutate-bytes.ts';
import { Random } from '../random.ts';
import { bend, converse, type Keys, type Phase, setUp } from './conversation.ts';

export type { Keys };

/** One connection's worth of bytes. */
export interface ByteStream {
  readonly phase: Phase;
  /** Valid, up to where the phase begins: C0, C1 and C2, then what leads to `publish` or `play`. */
  readonly prefix: Buffer;
  /** Never quite valid. */
  readonly mutated: Buffer;
}

const HANDSHAKE = Buffer.concat([Buffer.of(3), Buffer.alloc(2 * 1_536)]);

/** The stream of this number: the same bytes for the same seed, but for the keys. Every second one is let in. */
export function makeStream(seed: number, index: number, keys: Keys): ByteStream {
  const random = new Random(seed, index);
  const phase: Phase = index % 2 === 0 ? 'fresh' : index % 4 === 1 ? 'publishing' : 'playing';
  // One in sixteen of the first half is off from the handshake on.
  const breaksHandshake = phase === 'fresh' && random.chance(16);
  return {
    phase,
    prefix: breaksHandshake ? Buffer.alloc(0) : prefixOf(phase, keys),
    mutated: breaksHandshake ? brokenHandshake(random, keys) : mutatedBytes(phase, random, keys),
  };
}

/** What is valid before a stream of this phase. */
export function prefixOf(phase: Phase, keys: Keys): Buffer {
  const peer = new ChunkPeer();
  const said = setUp(phase, keys, new Random(0));
  return Buffer.concat([HANDSHAKE, ...said.map((message) => peer.whole(3, message, 0))]);
}

function brokenHandshake(random: Random, keys: Keys): Buffer {
  const bytes = Buffer.concat([HANDSHAKE, mutatedBytes('fresh', random, keys)]);
  return mutateBytes(bytes, random);
}

function mutatedBytes(phase: Phase, random: Random, keys: Keys): Buffer {
  const peer = new ChunkPeer();
  const messages = converse(phase, keys, random).map((it) =>
    random.chance(3) ? bend(it, random, keys) : it,
  );
  const chunks: Buffer[] = [];
  for (const message of messages) {
    const chunkStream = random.pick([2, 3, 4, 6, 63, 64, 400]);
    if (random.chance(20) && !peer.unfinished.includes(2))
      chunks.push(peer.setChunkBytes(random.pick([1, 1_000, 60_000])));
    // In the middle of another message, as chunk streams allow; begun and not finished, as nobody should.
    if (peer.unfinished.includes(chunkStream)) chunks.push(peer.proceed(chunkStream));
    else if (random.chance(6)) chunks.push(peer.begin(chunkStream, message, random.below(4)));
    else chunks.push(peer.whole(chunkStream, message, random.below(4)));
  }
  const valid = Buffer.concat(chunks);
  let bytes = mutateBytes(valid, random);
  while (random.chance(3)) bytes = mutateBytes(bytes, random, valid);
  return bytes;
}
