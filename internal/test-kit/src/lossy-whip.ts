import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type Conditions, LossyRelay } from './lossy-relay.ts';

/**
 * A front for a gateway's WHIP and WHEP on this machine: sessions that are opened through it have their media go over a
 * bad network. HTTP itself passes unharmed.
 */
export class LossyWhip {
  readonly relays: LossyRelay[] = [];
  private readonly server: Server;
  private conditions: Conditions = { loss: 0, delayMs: 0 };

  private constructor(
    private readonly gateway: string,
    private readonly seed: number,
  ) {
    this.server = createServer((request, response) => {
      this.forward(request, response).catch((error) => response.writeHead(502).end(`${error}`));
    });
  }

  /** `gateway`: where its HTTP is, such as `http://127.0.0.1:3000`. */
  static async start(gateway: string, seed: number): Promise<LossyWhip> {
    const front = new LossyWhip(gateway, seed);
    await new Promise<void>((resolve) => front.server.listen(0, '127.0.0.1', resolve));
    return front;
  }

  /** The same address through this front. */
  through(address: string): string {
    const url = new URL(address);
    url.host = `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return url.href;
  }

  set(conditions: Conditions): void {
    this.conditions = conditions;
    for (const relay of this.relays) relay.set(conditions);
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
    for (const relay of this.relays) relay.close();
  }

  private async forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const body = await text(request);
    // Fields that are of the hop alone.
    const { host: _, connection: __, 'content-length': ___, ...passed } = headers;
    const answer = await fetch(`${this.gateway}${url}`, {
      method,
      headers: passed as Record<string, string>,
      // The gateway learns of the client only by what comes through the relay.
      ...(body !== '' && { body: withoutCandidates(body) }),
    });
    answer.headers.forEach((value, name) => {
      if (!['connection', 'content-length', 'transfer-encoding', 'keep-alive'].includes(name))
        response.setHeader(name, value);
    });
    const sdp = await answer.text();
    response.writeHead(answer.status);
    response.end(method === 'POST' && answer.status === 201 ? await this.relayed(sdp) : sdp);
  }

  /** The answer, with a relay in the place of the gateway's candidates. */
  private async relayed(sdp: string): Promise<string> {
    const candidate = sdp
      .split('\r\n')
      .map((line) => /^a=candidate:\S+ 1 udp \d+ (\d+\.\d+\.\d+\.\d+) (\d+) typ host/i.exec(line))
      .find((match) => match !== null);
    if (!candidate) throw new Error('the answer has no IPv4 candidate');
    const [, host, port] = candidate;
    const relay = await LossyRelay.start({ host: host!, port: Number(port) }, this.seed + this.relays.length);
    relay.set(this.conditions);
    this.relays.push(relay);
    const line = `a=candidate:1 1 UDP 2122317823 127.0.0.1 ${relay.port} typ host`;
    return withoutCandidates(sdp).replace(/^(a=ice-pwd:.*\r\n)/gm, `$1${line}\r\n`);
  }
}

function withoutCandidates(sdp: string): string {
  return sdp.replace(/^a=(candidate:|end-of-candidates).*\r\n/gm, '');
}
