import { connect, createServer, type Server, type Socket } from 'node:net';

/** A TCP proxy on this machine that fails when told to, on the same port all along. */
export class FaultProxy {
  private readonly connections = new Map<Socket, 'sent' | 'received'>();
  private server: Server | null = null;
  private listensOn = 0;
  private target = 0;
  private held = false;
  /** Of those that ended. */
  private readonly passed = { sent: 0, received: 0 };

  private constructor() {}

  /** Listens on a free port. Connections that come before `forwardTo` end at once. */
  static async start(target = 0): Promise<FaultProxy> {
    const proxy = new FaultProxy();
    proxy.target = target;
    await proxy.open();
    return proxy;
  }

  get port(): number {
    return this.listensOn;
  }

  /** So far: what those who connect have sent, and what they were answered. */
  get bytes(): { readonly sent: number; readonly received: number } {
    const bytes = { ...this.passed };
    for (const [socket, direction] of this.connections) bytes[direction] += socket.bytesRead;
    return bytes;
  }

  /** The port of this machine that new connections go to. */
  forwardTo(port: number): void {
    this.target = port;
  }

  /** Refuses new connections, as a port does that nobody listens on; those that stand stay. */
  refuse(): void {
    this.server?.close();
    this.server = null;
  }

  /** Passes nothing on any more, not for new connections either; they all stand, and nobody is told. */
  hold(): void {
    this.held = true;
    for (const socket of this.connections.keys()) socket.unpipe().pause();
  }

  /** Resets every connection; new ones are taken. */
  cut(): void {
    for (const socket of this.connections.keys()) socket.resetAndDestroy();
  }

  /** Both: what a server that went down looks like. */
  close(): void {
    this.refuse();
    this.cut();
  }

  /** Takes connections again. */
  async open(): Promise<void> {
    if (this.server) return;
    const server = createServer((socket) => this.forward(socket));
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.listensOn, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The proxy does not listen on TCP.');
    this.listensOn = address.port;
  }

  private forward(near: Socket): void {
    const far = connect({ port: this.target, host: '127.0.0.1', noDelay: true });
    near.setNoDelay(true);
    for (const [one, other, direction] of [
      [near, far, 'sent'],
      [far, near, 'received'],
    ] as const) {
      this.connections.set(one, direction);
      one.on('error', () => {});
      one.on('close', () => {
        if (this.connections.delete(one)) this.passed[direction] += one.bytesRead;
        // What was on its way still arrives where one side ended in order.
        if (one.readableEnded) other.end();
        else other.destroy();
      });
      if (!this.held) one.pipe(other);
    }
  }
}
