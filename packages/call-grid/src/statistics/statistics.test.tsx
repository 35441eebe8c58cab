import { act, render } from '@testing-library/react';
import { Profiler } from 'react';
import { beforeEach, describe, expect, test } from 'vitest';
import { fire } from '../../test/fake-native.tsx';
import { WeappCall } from '../../test/weapp-call.tsx';
import { WebCall } from '../../test/web-call.tsx';

let call: WeappCall;
beforeEach(() => {
  call = new WeappCall();
});

const rows = () => Array.from(document.querySelectorAll('.callgrid-statistics-row'));

async function says(id: string, info: object): Promise<void> {
  fire(id, 'onNetStatus', { info });
  await act(() => call.platform.clock.advance(1_000));
}

async function open(): Promise<void> {
  await call.press('callgrid-more');
  await call.press('callgrid-menu-statistics');
}

describe('statistics', () => {
  test('say what is measured of each stream, the own one first', async () => {
    await call.open();
    await call.joins(2, 'Bob');
    await open();
    expect(document.querySelector('.callgrid-statistics')?.textContent).toContain('Measuring…');
    await says('callgrid-player-0', { videoBitrate: 400, audioBitrate: 40, netQualityLevel: 2 });
    await says('callgrid-pusher', {
      videoBitrate: 700,
      audioBitrate: 48,
      videoFPS: 15,
      videoWidth: 360,
      videoHeight: 640,
      netJitter: 12,
      netQualityLevel: 1,
    });
    expect(rows().map((row) => row.textContent)).toEqual([
      'Ann (you)748 kbit/s15 fpsExcellent · 360 × 640 · jitter 12 ms',
      'Bob440 kbit/sGood',
    ]);
    await says('callgrid-player-0', { videoBitrate: 200 });
    expect(rows()[1]?.textContent).toContain('240 kbit/s');
    await call.press('callgrid-statistics-close');
    expect(rows()).toEqual([]);
  });

  test('forget a stream that is not played any more', async () => {
    await call.open();
    const bob = await call.joins(2, 'Bob');
    await open();
    await says('callgrid-player-0', { videoBitrate: 400 });
    expect(rows()).toHaveLength(1);
    await act(() => bob.leave());
    expect(rows()).toEqual([]);
  });

  test('render nothing while they are closed', async () => {
    let commits = 0;
    render(
      <Profiler id='call' onRender={() => commits++}>
        {call.element()}
      </Profiler>,
    );
    await call.settle();
    act(() => fire('callgrid-pusher', 'onStateChange', { code: 1002 }));
    await says('callgrid-pusher', { videoBitrate: 700, netQualityLevel: 1 });
    commits = 0;
    await says('callgrid-pusher', { videoBitrate: 300, netQualityLevel: 1 });
    expect(commits).toBe(0);
    await open();
    commits = 0;
    await says('callgrid-pusher', { videoBitrate: 500, netQualityLevel: 1 });
    expect(commits).toBe(1);
  });
});

test('in a browser they know what is lost, and how long the way is', async () => {
  const web = new WebCall();
  await web.open();
  const stats = (packets: number) => [
    { type: 'outbound-rtp', kind: 'video', bytesSent: packets * 1_000, framesEncoded: packets },
    { type: 'remote-inbound-rtp', kind: 'video', jitter: 0.004, fractionLost: 0.02, roundTripTime: 0.05 },
  ];
  web.pusher().stats = stats(0);
  await act(() => web.platform.clock.advance(2_000));
  web.pusher().stats = stats(60);
  await act(() => web.platform.clock.advance(3_000));
  await web.press('callgrid-more');
  await web.press('callgrid-menu-statistics');
  expect(rows()[0]?.textContent).toContain('jitter 4 ms · loss 2 % · round trip 50 ms');
});
