import { createSocket, type SocketType } from 'node:dgram';

/** Where to look for a port. */
export interface PortSearch {
  /** Default every local address. */
  readonly bindAddress?: string | undefined;
  /** Default whichever the system gives. */
  readonly ports?: { readonly first: number; readonly last: number } | undefined;
}

/** UDP ports there that nobody has, `count` of them or as many as are free. Rejects where every one is taken. */
export async function freeUdpPorts({ bindAddress, ports }: PortSearch, count: number): Promise<number[]> {
  const free = new Set<number>();
  // Of those the system gives one may come twice, and then there is one less.
  const { first, last } = ports ?? { first: 0, last: count - 1 };
  for (let port = first; port <= last && free.size < count; port += 1) {
    try {
      free.add(await probe(ports ? port : 0, bindAddress));
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  if (free.size > 0) return [...free];
  const which = first === last ? `UDP port ${first} is` : `the UDP ports ${first} to ${last} are all`;
  throw new Error(`${which} taken; choose another with udp-ports`);
}

async function probe(port: number, bindAddress: string | undefined): Promise<number> {
  if (bindAddress !== undefined) return bind(bindAddress.includes(':') ? 'udp6' : 'udp4', port, bindAddress);
  try {
    return await bind('udp6', port, '::');
  } catch (error) {
    // A machine without IPv6.
    if (isTaken(error)) throw error;
    return bind('udp4', port, '0.0.0.0');
  }
}

function bind(type: SocketType, port: number, address: string): Promise<number> {
  const socket = createSocket(type);
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ port, address, exclusive: true }, () => {
      const bound = socket.address().port;
      socket.close(() => resolve(bound));
    });
  });
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
}
