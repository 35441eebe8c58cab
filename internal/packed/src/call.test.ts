import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type * as PhonePackage from '@callgrid/phone';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { castParts, type Part } from '../../start/src/cast.ts';
import { findPlayer, hears, sees } from '../../start/src/check-call.ts';
import { managers } from './readme-app.ts';

const app = inject('app');
const parts = castParts(2);
let gateway: ChildProcess;
let url: string;

/** The gateway of the tarball, as somebody starts it who installed it. */
async function startGateway(): Promise<string> {
  gateway = spawn(
    path.join(app, 'node_modules/.bin/callgrid-gateway'),
    ['--host', '127.0.0.1', '--port', '0', '--rtmp-port', '0'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  for await (const line of createInterface({ input: gateway.stdout! })) {
    const { msg, port } = JSON.parse(line) as { msg: string; port?: number };
    if (msg === 'gateway ready') return `ws://127.0.0.1:${port}`;
  }
  throw new Error('The gateway ended before it was ready.');
}

beforeAll(async () => {
  url = await startGateway();
  gateway.stdout!.resume();
}, 60_000);

afterAll(async () => {
  if (gateway && gateway.exitCode === null) {
    gateway.kill('SIGTERM');
    await once(gateway, 'exit');
  }
});

describe.each(managers)("two phones that run the README's app, made by %s", (manager) => {
  const phones = new Map<Part, PhonePackage.Phone>();

  beforeAll(async () => {
    // The phone of the tarball too: it brings the script of its realm with it.
    const file = path.join(app, 'node_modules/@callgrid/phone/dist/index.js');
    const { ffmpeg, launchPhone } = (await import(pathToFileURL(file).href)) as typeof PhonePackage;
    for (const part of parts) {
      const phone = await launchPhone({
        dist: path.join(inject('apps')[manager], 'dist'),
        query: { gateway: encodeURIComponent(url), room: manager, uid: part.uid },
        media: ffmpeg({ colour: part.colour, tone: part.tone }),
      });
      phones.set(part, phone);
    }
  }, 60_000);

  afterAll(async () => {
    for (const phone of phones.values()) await phone.close();
  });

  test.each([
    [parts[0]!, parts[1]!],
    [parts[1]!, parts[0]!],
  ])('$name sees and hears the other', async (own, other) => {
    const phone = phones.get(own)!;
    await phone.until(() => {
      const player = findPlayer(phone.natives(), other);
      return sees(player, other) && hears(player, other);
    }, 30_000);
  });

  test('neither threw or broke a rule of WeChat', () => {
    for (const phone of phones.values()) {
      expect(phone.errors).toEqual([]);
      expect(phone.violations).toEqual([]);
    }
  });
});
