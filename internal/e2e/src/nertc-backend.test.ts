import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createToken } from '@callgrid/gateway';
import { startCall } from '@callgrid/gateway/test/call';
import { scripted } from '@callgrid/phone';
import { callFrom, castParts, type Part } from '@callgrid/start';
import { until } from '@callgrid/test-kit';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type Caller,
  demo,
  type PhoneCall,
  playerOf,
  ROOM,
  root,
  startPhoneCall,
  tiles,
} from './phone-call.ts';

let call: PhoneCall | undefined;
afterEach(async () => {
  for (const { phone } of call?.callers ?? []) expect([...phone.errors, ...phone.violations]).toEqual([]);
  await call?.stop();
  call = undefined;
});

const players = ({ phone }: Caller) => phone.natives().filter(({ kind }) => kind === 'live-player');

describe('<CallGrid> on the NERTC backend, with the drop-in as its SDK', () => {
  it('lets two phones see and hear each other', async () => {
    call = await startPhoneCall({ phones: 2, query: { backend: 'nertc' } });
    expect(call.callers.map(tiles)).toEqual([2, 2]);
  });
});

describe('<CallGrid> on the NERTC backend, with an SDK that misbehaves as the vendor was seen to', () => {
  const dist = join(demo, '..', 'weapp-nertc');
  const options = { media: 'scripted', dist, query: { backend: 'nertc' } } as const;

  beforeAll(async () => {
    const env = {
      ...process.env,
      NODE_ENV: 'production',
      CALLGRID_NERTC_SDK: join(root, 'internal', 'e2e', 'unruly', 'nertc-sdk.mjs'),
    };
    const cwd = join(root, 'apps', 'demo');
    await promisify(execFile)('npx', ['taro', 'build', '--type', 'weapp'], { cwd, env });
  }, 180_000);

  it('shows everybody once, by uids of any kind, and nobody who went during an outage', async () => {
    const started = await startPhoneCall({ ...options, phones: 3 });
    call = started;
    const { callers, gateway } = started;
    const [ann, bo, chen] = callers as [Caller, Caller, Caller];
    // One player a stream: a slaveAudio that nobody sends gets none.
    await until('everybody has a player a stream', () => callers.every((it) => players(it).length === 2));
    await gateway.join({ channelName: 'demo', uid: '9223372036854775805', publish: ['audio', 'video'] });
    await until('everybody sees the fourth', () => callers.every((it) => tiles(it) === 4));

    ann.signalling.close();
    await until('ann reconnects', () => ann.phone.text('.callgrid-banners').includes('重连'), 15_000);
    chen.phone.tap('#callgrid-hang-up');
    await until('bo sees chen go', () => tiles(bo) === 3);
    await ann.signalling.open();
    await until('ann sees it too', () => tiles(ann) === 3, 15_000);
    // The fourth may have come while the line was cut: its player then follows its tile.
    const shown = () => players(ann).map(({ dataset }) => dataset.uid);
    await until('ann has a player a stream', () => shown().sort().join() === '1002,9223372036854775805');
    await until('what ann sees is live', () => playerOf(ann, bo).state.status === 'live');
  });

  it('gives up a join whose refused publish gets no answer, says so, and leaves nobody behind', async () => {
    const secret = 'a secret that is long enough for anybody';
    const gateway = await startCall(['--secret', secret]);
    const token = (uid: string, publish: boolean) => createToken({ secret, room: ROOM, uid, publish });
    const [part] = castParts(1) as [Part];
    const query = { ...options.query, token: await token(part.uid, false) };
    const caller = await callFrom(part, { dist, gateway: gateway.url, room: ROOM, media: scripted(), query });
    await until('the phone says so', () => caller.phone.exists('.callgrid-farewell-advice'), 20_000);
    const watcher = await gateway.join({ channelName: ROOM, uid: 9_000, token: await token('9000', true) });
    const here = () => watcher.room.store.getState().participants.map(({ uid }) => uid);
    await until('nobody else is there', () => here().join() === '9000');
    expect([...caller.phone.errors, ...caller.phone.violations]).toEqual([]);
    await caller.phone.close();
    await gateway.stop();
  });
});
