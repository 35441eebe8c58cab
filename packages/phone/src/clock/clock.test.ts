import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VirtualClock } from '@callgrid/core/testing';
import { afterEach, expect, it, onTestFinished } from 'vitest';
import { WebSocketServer } from 'ws';
import { miniProgram } from '../../test/mini-program.ts';
import { allQuiet, launchPhone, type Phone, type PhoneOptions, scripted } from '../index.ts';

const open: Phone[] = [];
afterEach(() => Promise.all(open.splice(0).map((phone) => phone.close())));

async function run(
  script: string,
  options: Partial<PhoneOptions> = {},
): Promise<{ phone: Phone; clock: VirtualClock }> {
  const clock = new VirtualClock({ start: 1_000_000, settle: () => allQuiet(open) });
  const phone = await launchPhone({ dist: miniProgram(script), clock, ...options });
  open.push(phone);
  return { phone, clock };
}

const out = (phone: Phone) => phone.text('#out').trim();

async function server(answers: boolean): Promise<string> {
  const made = new WebSocketServer({ port: 0 });
  await new Promise((resolve) => made.once('listening', resolve));
  made.on('connection', (socket) =>
    socket.on('message', () => {
      if (answers) socket.send('pong');
    }),
  );
  onTestFinished(() => {
    for (const client of made.clients) client.terminate();
    made.close();
  });
  return `ws://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

/** Says something every 3 s and gives up after 10 s of silence. */
const heartbeat = (url: string) => `
  const task = wx.connectSocket({ url: '${url}' });
  let heard = Date.now();
  let beats = 0;
  task.onOpen(() => {
    heard = Date.now();
    setInterval(() => {
      if (Date.now() - heard >= 10000) return task.close({ code: 4000, reason: 'silence' });
      beats++;
      task.send({ data: 'ping' });
    }, 3000);
  });
  task.onMessage(() => { heard = Date.now(); });
  task.onClose(({ code }) => show([code, beats, Date.now()]));`;

it('stands still until it is moved, for timers, intervals and dates alike', async () => {
  const { phone, clock } = await run(`
    show([Date.now(), new Date().getTime(), wx.getPerformance().now(), new Date(5).getTime()]);
    show([new Date() instanceof Date, new Date().constructor === Date, typeof Date()]);
    setTimeout(() => show('late'), 2000);
    const beat = setInterval(() => { show(Date.now()); if (Date.now() === 1002500) clearInterval(beat); }, 500);
    clearTimeout(setTimeout(() => show('never'), 10));`);
  const begun = '[1000000,1000000,1000000,5] [true,true,"string"]';
  expect(out(phone)).toBe(begun);
  await clock.advance(60_000);
  expect(out(phone)).toBe(`${begun} 1000500 1001000 1001500 "late" 1002000 1002500`);
});

it('is the time of everything the phone notes', async () => {
  const { phone, clock } = await run(`
    setTimeout(() => { console.log('x'); wx.showToast({ title: 'y' }); this.setData({ z: 1 }); throw new Error('w'); }, 3000);`);
  await clock.advance(3_000);
  const noted = [phone.console[0], phone.ui[0], phone.setData.list[0], phone.errors[0]];
  expect(noted.map((entry) => entry?.at)).toEqual([1_003_000, 1_003_000, 1_003_000, 1_003_000]);
});

it('keeps a talking socket for ten minutes of its own in seconds of ours', async () => {
  const { phone, clock } = await run(heartbeat(await server(true)));
  const begun = performance.now();
  await clock.advance(600_000);
  expect(out(phone)).toBe('');
  expect(phone.traffic).toBeGreaterThanOrEqual(2 * 199);
  expect(performance.now() - begun).toBeLessThan(8_000);
});

it('lets the mini program close a socket whose server stays silent', async () => {
  const { phone, clock } = await run(heartbeat(await server(false)));
  await clock.advance(600_000);
  expect(out(phone)).toBe('[4000,3,1012000]');
});

it('moves two phones in lock-step', async () => {
  const made = new WebSocketServer({ port: 0 });
  await new Promise((resolve) => made.once('listening', resolve));
  made.on('connection', (socket) =>
    socket.on('message', (data) => {
      for (const client of made.clients) client.send(data.toString());
    }),
  );
  onTestFinished(() => void made.close());
  const url = `ws://127.0.0.1:${(made.address() as AddressInfo).port}`;
  const talk = (name: string, ms: number) => `
    const task = wx.connectSocket({ url: '${url}' });
    task.onMessage(({ data }) => show(data + ' at ' + Date.now()));
    setTimeout(() => task.send({ data: '${name}' }), ${ms});`;
  const { phone: ann, clock } = await run(talk('ann', 1_000));
  const { phone: bob } = await run(talk('bob', 5_000), { clock });
  await clock.advance(10_000);
  expect(out(ann)).toBe('"ann at 1001000" "bob at 1005000"');
  expect(out(bob)).toBe(out(ann));
});

it('times requests out, and cuts the sockets of a hidden app', async () => {
  const hanging = createServer(() => {});
  await new Promise<void>((resolve) => hanging.listen(0, resolve));
  onTestFinished(() => {
    hanging.closeAllConnections();
    hanging.close();
  });
  const { port } = hanging.address() as AddressInfo;
  const { phone, clock } = await run(`
    wx.request({ url: 'http://127.0.0.1:${port}', timeout: 30000, fail: () => show(['request', Date.now()]) });
    wx.connectSocket({ url: '${await server(true)}' }).onClose(() => show(['socket', Date.now()]));`);
  await clock.advance(0);
  phone.hide();
  await clock.advance(4_999);
  expect(out(phone)).toBe('');
  await clock.advance(55_001);
  expect(out(phone)).toBe('["socket",1005000] ["request",1030000]');
});

it('drives the retries and reports of scripted media', async () => {
  const clock = new VirtualClock();
  const dist = new URL('../../test/fixtures/call', import.meta.url).pathname;
  const media = scripted();
  const phone = await launchPhone({ dist, clock, media, query: { push: 'rtmp://host/a' } });
  open.push(phone);
  await clock.advance(0);
  media.refuse(() => true);
  phone.media.kill(phone.natives()[0]!.nid);
  await clock.advance(2_999);
  const codes = () => phone.natives()[0]!.state.codes.slice(6);
  expect(codes().map(({ code }) => code)).toEqual([3005, 1102, 3005, 1102, 3005, 1102]);
  await clock.advance(1);
  expect(codes().slice(-2)).toEqual([
    { code: 3005, at: 3_000 },
    { code: -1307, at: 3_000 },
  ]);
  phone.tap('#start');
  media.refuse(null);
  await clock.advance(2_000);
  expect(phone.text('#status')).toContain('videoBitrate');
});

it('leaves no timer behind when the phone is closed', async () => {
  const { phone, clock } = await run('setInterval(() => {}, 1000); setTimeout(() => {}, 1e6);');
  phone.hide();
  expect(clock.pending).toBeGreaterThanOrEqual(3);
  await phone.close();
  expect(clock.pending).toBe(0);
});
