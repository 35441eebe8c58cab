import { request } from 'node:http';

/** How many there are of what a gateway keeps. */
export interface Health {
  readonly rooms: number;
  readonly participants: number;
  readonly streams: number;
  readonly grants: number;
}

/** The gateway as whoever has the admin key sees it. */
export class Operator {
  private readonly port: number;
  private readonly key: string;

  constructor(port: number, key: string) {
    this.port = port;
    this.key = key;
  }

  health(): Promise<Health> {
    return this.ask('GET', '/health');
  }

  async rooms(): Promise<readonly string[]> {
    const { rooms } = await this.ask<{ rooms: readonly { channelName: string }[] }>('GET', '/admin/rooms');
    return rooms.map(({ channelName }) => channelName);
  }

  /** Puts everybody out of every room but these. */
  async dissolveAllBut(kept: readonly string[]): Promise<void> {
    for (const name of await this.rooms()) {
      // A path with dots in it would be another path.
      const encoded = encodeURIComponent(name).replaceAll('.', '%2E');
      if (!kept.includes(name)) await this.ask('DELETE', `/admin/rooms/${encoded}`);
    }
  }

  /** On a connection of its own, which is gone afterwards. */
  private ask<Answer>(method: string, path: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const { port, key } = this;
      const headers = { authorization: `Bearer ${key}` };
      const asked = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (data: string) => {
          text += data;
        });
        answer.on('end', () => {
          // Gone meanwhile is gone.
          const isFine = answer.statusCode === 404 || (answer.statusCode ?? 500) < 300;
          if (isFine) resolve((text === '' ? undefined : JSON.parse(text)) as Answer);
          else reject(new Error(`${method} ${path}: ${answer.statusCode} ${text}`));
        });
      });
      asked.on('error', reject);
      asked.end();
    });
  }
}
