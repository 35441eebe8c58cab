import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '@callgrid/test-kit';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Caller, demo, type PhoneCall, playerOf, root, startPhoneCall, tiles } from './phone-call.ts';

let call: PhoneCall;
afterEach(async () => {
  for (const { phone } of call.callers) expect([...phone.errors, ...phone.violations]).toEqual([]);
  await call.stop();
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
    call = await startPhoneCall({ ...options, phones: 3 });
    const [ann, bo, chen] = call.callers as [Caller, Caller, Caller];
    // One player a stream: a slaveAudio that nobody sends gets none.
    expect(call.callers.map((it) => players(it).length)).toEqual([2, 2, 2]);
    await call.gateway.join({ channelName: 'demo', uid: '9223372036854775805', publish: ['audio', 'video'] });
    await until('everybody sees the fourth', () => call.callers.every((it) => tiles(it) === 4));

    ann.signalling.close();
    await until('ann reconnects', () => ann.phone.text('.callgrid-banners').includes('重连'), 15_000);
    chen.phone.tap('#callgrid-hang-up');
    await until('bo sees chen go', () => tiles(bo) === 3);
    await ann.signalling.open();
    await until('ann sees it too', () => tiles(ann) === 3, 15_000);
    expect(
      players(ann)
        .map(({ dataset }) => dataset.uid)
        .sort(),
    ).toEqual(['1002', '9223372036854775805']);
    await until('what ann sees is live', () => playerOf(ann, bo).state.status === 'live');
  });

  it('says that a publish which is refused without an answer failed, and lets the user try again', async () => {
    call = await startPhoneCall({ ...options, phones: 1 });
    const [ann] = call.callers as [Caller];
    ann.phone.tap('#callgrid-hang-up');
    await until('nobody is there', () => tiles(ann) === 0 || ann.phone.exists('.callgrid-farewell'));
  });
});
