import type { RtmpServer } from '@callgrid/rtmp';
import { serveDuplex } from '@callgrid/rtmp/test/serve-duplex';
import type { KeptBytes } from '../cases.ts';
import { attackerAddress } from '../gateway/addresses.ts';
import { MemorySocket } from '../gateway/memory-socket.ts';
import type { Keys } from './conversation.ts';
import { type ByteStream, makeStream } from './make-stream.ts';

/** Streams of a seed, by their numbers; each lane has keys of its own and carries one after another. */
export interface PlayStreams {
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly lanes: readonly Keys[];
}

export interface PlayedStreams {
  readonly played: number;
  /** Those of the let-in half that were still let in when the mutated bytes came. */
  readonly letIn: number;
}

/** What is played now, by number, should this process end of it. */
export const playing = new Map<number, KeptBytes>();

/** Plays the streams into the server over connections that lie in memory: everything of it but the kernel's TCP. */
export async function playStreams(
  server: RtmpServer,
  { seed, from, to, lanes }: PlayStreams,
): Promise<PlayedStreams> {
  let next = from;
  let letIn = 0;
  const carry = async (keys: Keys, lane: number) => {
    while (next < to) {
      const index = next++;
      const stream = makeStream(seed, index, keys);
      playing.set(index, { phase: stream.phase, hex: stream.mutated.toString('hex') });
      if (await playStream(server, stream, attackerAddress(lane))) letIn++;
      playing.delete(index);
      // Others have their turn: sockets, timers, and the call beside.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  await Promise.all(lanes.map(carry));
  return { played: to - from, letIn };
}

/** Settles once the connection is closed; gives whether it was let in before the mutated bytes. */
function playStream(
  server: RtmpServer,
  { phase, prefix, mutated }: ByteStream,
  address: string,
): Promise<boolean> {
  return new Promise((resolve) => {
    let isLetIn = false;
    const attack = () => {
      if (socket.destroyed) return;
      socket.push(mutated);
      socket.push(null);
    };
    const socket = new MemorySocket(address, (bytes) => {
      if (isLetIn || phase === 'fresh' || !bytes.includes('NetStream.P')) return;
      isLetIn = true;
      // Not from within what it says.
      setImmediate(attack);
    });
    socket.once('close', () => resolve(isLetIn));
    serveDuplex(server, socket);
    if (prefix.length > 0) socket.push(prefix);
    if (phase === 'fresh') attack();
  });
}
