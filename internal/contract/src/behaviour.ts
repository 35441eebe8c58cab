import { VirtualClock } from '@callgrid/core/testing';
import { startCall, type TestCall, type TestClient } from '@callgrid/gateway/test/call';
import { allQuiet } from '@callgrid/phone';
import { FaultProxy } from '@callgrid/test-kit';
import { afterAll, beforeAll, it } from 'vitest';
import { type App, assembleApp } from './app.ts';
import { SdkPhone, type Step } from './sdk-phone.ts';

/** A room of its own on a real gateway, and who is brought into it. */
export interface Stage {
  readonly channelName: string;
  /** The gateway's address. */
  readonly url: string;
  /** A phone whose app has a client and has joined nothing. With null for an address its app has no client either. */
  phone(url?: string | null): Promise<SdkPhone>;
  /** A phone in the room; what was told so far is forgotten. */
  joined(uid: unknown, ...steps: readonly Step[]): Promise<SdkPhone>;
}

/** Where time is the machine's. */
export interface RealStage extends Stage {
  /** Puts somebody out of the room, as its operator does. */
  kick(uid: number): Promise<void>;
  /** A client of core in the room. */
  member(uid: number | string, publish?: readonly ('audio' | 'video')[]): Promise<TestClient>;
}

/** Where one clock moves the phones and the gateway, in lock-step. */
export interface TimedStage extends Stage {
  readonly clock: VirtualClock;
  /** A way to the gateway that can fail. */
  line(): Promise<{ readonly url: string; readonly proxy: FaultProxy }>;
}

const ADMIN_KEY = 'the key of an operator, long enough for one';
let app: App;
let gateway: TestCall;
let rooms = 0;

/** Once a file: the app with the built drop-in, and the gateway. */
export function onStage(): void {
  beforeAll(async () => {
    app = assembleApp();
    gateway = await startCall(['--admin-key', ADMIN_KEY]);
  });
  afterAll(async () => {
    await gateway.stop();
    app.remove();
  });
}

/** One of the numbered behaviours of the contract. */
export function behaviour(number: number, title: string, run: (stage: RealStage) => Promise<void>): void {
  it(`${number}. ${title}`, async () => {
    const clients: TestClient[] = [];
    const stage = createStage(gateway.url);
    const member: RealStage['member'] = async (uid, publish) => {
      const client = await gateway.join({ channelName: stage.channelName, uid, publish });
      clients.push(client);
      return client;
    };
    const kick: RealStage['kick'] = async (uid) => {
      const room = `/admin/rooms/${encodeURIComponent(stage.channelName)}`;
      const headers = { authorization: `Bearer ${ADMIN_KEY}` };
      const url = `http://127.0.0.1:${gateway.port}${room}/participants/${uid}`;
      const { status } = await fetch(url, { method: 'DELETE', headers });
      if (status !== 204) throw new Error(`The gateway answered ${status} to a kick.`);
    };
    try {
      await run({ ...stage, member, kick });
      checkApps(stage.phones);
    } finally {
      await stage.close();
      await Promise.all(clients.map(({ room }) => room.leave()));
    }
  });
}

/** One that takes its time. */
export function behaviourInTime(
  number: number,
  title: string,
  run: (stage: TimedStage) => Promise<void>,
): void {
  it(`${number}. ${title}`, async () => {
    const clock = new VirtualClock({
      start: Date.now(),
      settle: () => allQuiet(stage.phones.map(({ phone }) => phone)),
    });
    const ownGateway = await startCall([], { clock });
    const stage = createStage(ownGateway.url, clock);
    const lines: FaultProxy[] = [];
    const line = async () => {
      const proxy = await FaultProxy.start(ownGateway.port);
      lines.push(proxy);
      return { proxy, url: `ws://127.0.0.1:${proxy.port}` };
    };
    try {
      await run({ ...stage, clock, line });
      checkApps(stage.phones);
    } finally {
      await stage.close();
      for (const proxy of lines) proxy.close();
      await ownGateway.stop();
    }
  });
}

function createStage(url: string, clock?: VirtualClock) {
  const phones: SdkPhone[] = [];
  const channelName = `room ${++rooms}`;
  const phone = async (address: string | null = url) => {
    const launched = await SdkPhone.launch(app.dist, address, clock);
    phones.push(launched);
    return launched;
  };
  const joined = async (uid: unknown, ...steps: readonly Step[]) => {
    const launched = await phone();
    await launched.do(['join', { channelName, uid }], ...steps);
    await launched.settled();
    launched.forget();
    return launched;
  };
  const close = () => Promise.all(phones.map((it) => it.phone.close()));
  return { phones, channelName, url, phone, joined, close };
}

/** An app that failed, or broke a rule of WeChat's, fails its test. */
function checkApps(phones: readonly SdkPhone[]): void {
  const wrong = phones.flatMap(({ phone }) => [...phone.errors, ...phone.violations]);
  if (wrong.length > 0) throw new Error(`the app: ${JSON.stringify(wrong)}`);
}
