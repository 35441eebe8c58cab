import { createSocket, type SocketType } from 'node:dgram';

/** Where to look for a port. */
export interface PortSearch {
  /** Default every local address. */
  readonly bindAddress?: string | undefined;
  /** Default whichever the system gives. */
  readonly ports?: { readonly first: number; readonly last: number } | undefined;
}

/** The first UDP port there that nobody has. Rejects where every one is taken. */
export async function freeUdpPort({ bindAddress, ports }: PortSearch): Promise<number> {
  if (!ports) return probe(0, bindAddress);
  for (let port = ports.first; port <= ports.last; port += 1) {
    try {
      return await probe(port, bindAddress);
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
  const { first, last } = ports;
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
