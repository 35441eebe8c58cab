import { startCall, type TestCall, type TestClient } from '@callgrid/gateway/test/call';
import type { PhoneOptions } from '@callgrid/phone';
import { afterAll, beforeAll, it } from 'vitest';
import { type App, assembleApp } from './app.ts';
import { SdkPhone, type Step } from './sdk-phone.ts';

/** A room of its own on a real gateway, and who is brought into it. */
export interface Stage {
  readonly gateway: TestCall;
  readonly channelName: string;
  /** A phone whose app has a client and has joined nothing. Without an address the app makes its own client. */
  phone(gateway?: string | null, options?: Partial<PhoneOptions>): Promise<SdkPhone>;
  /** A phone in the room; what was told so far is forgotten. */
  joined(uid: unknown, ...steps: readonly Step[]): Promise<SdkPhone>;
  /** A client of core in the room. */
  member(uid: number | string, publish?: readonly ('audio' | 'video')[]): Promise<TestClient>;
}

let app: App;
let gateway: TestCall;
let rooms = 0;

/** Once a file: the app with the built drop-in, and the gateway. */
export function onStage(): void {
  beforeAll(async () => {
    app = assembleApp();
    gateway = await startCall();
  });
  afterAll(async () => {
    await gateway.stop();
    app.remove();
  });
}

/** One of the numbered behaviours of the contract. */
export function behaviour(number: number, title: string, run: (stage: Stage) => Promise<void>): void {
  it(`${number}. ${title}`, async () => {
    const phones: SdkPhone[] = [];
    const clients: TestClient[] = [];
    const channelName = `room ${++rooms}`;
    const stage: Stage = {
      gateway,
      channelName,
      phone: async (address = gateway.url, options) => {
        const phone = await SdkPhone.launch(app.dist, address, options);
        phones.push(phone);
        return phone;
      },
      joined: async (uid, ...steps) => {
        const phone = await stage.phone();
        await phone.do(['join', { channelName, uid }], ...steps);
        await phone.settled();
        phone.forget();
        return phone;
      },
      member: async (uid, publish) => {
        const client = await gateway.join({ channelName, uid, publish, name: '' });
        clients.push(client);
        return client;
      },
    };
    try {
      await run(stage);
      for (const { phone } of phones) {
        if (phone.errors.length > 0) throw new Error(`the app failed: ${JSON.stringify(phone.errors)}`);
        if (phone.violations.length > 0) throw new Error(JSON.stringify(phone.violations));
      }
    } finally {
      await Promise.all(phones.map(({ phone }) => phone.close()));
      await Promise.all(clients.map(({ room }) => room.leave()));
    }
  });
}
