import { connect } from 'node:net';
import type { LastSent } from '../attacker/last-sent.ts';
import { attackerAddress } from '../gateway/addresses.ts';
import { type ByteStream, makeStream } from './make-stream.ts';
import type { PlayedStreams, PlayStreams } from './play-streams.ts';

/** A gateway closes whatever it is sent within this time, in milliseconds; else it has lost a connection. */
const CLOSES_WITHIN = 30_000;

/** Sends the streams to a port of this machine, each over a connection of its own. */
export async function sendStreams(
  port: number,
  { seed, from, to, lanes }: PlayStreams,
  last: LastSent,
): Promise<PlayedStreams> {
  let next = from;
  let letIn = 0;
  const carry = async (lane: number) => {
    while (next < to) {
      const index = next++;
      const stream = makeStream(seed, index, lanes[lane]!);
      last.add({ phase: stream.phase, hex: stream.mutated.toString('hex') });
      if (await sendStream(port, stream, attackerAddress(lane))) letIn++;
    }
  };
  await Promise.all(lanes.map((_, lane) => carry(lane)));
  return { played: to - from, letIn };
}

/** Settles once the connection is closed; gives whether it was let in before the mutated bytes. */
export function sendStream(
  port: number,
  { phase, prefix, mutated }: ByteStream,
  localAddress: string,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let isLetIn = false;
    const socket = connect({ port, host: '127.0.0.1', localAddress, noDelay: true });
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`a connection was not closed within ${CLOSES_WITHIN} ms: ${mutated.toString('hex')}`));
    }, CLOSES_WITHIN);
    socket.on('error', (error: NodeJS.ErrnoException) => {
      // Resets are answers; nobody there is none.
      if (error.code === 'ECONNREFUSED') reject(error);
    });
    socket.on('data', (bytes) => {
      if (isLetIn || phase === 'fresh' || !bytes.includes('NetStream.P')) return;
      isLetIn = true;
      socket.end(mutated);
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(isLetIn);
    });
    if (phase === 'fresh') socket.end(Buffer.concat([prefix, mutated]));
    else socket.write(prefix);
  });
}
