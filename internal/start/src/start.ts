import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readOptions, type StartOptions } from '../options.cjs';
import { castParts } from './cast.ts';
import { reportCall } from './check-call.ts';
import { formatCheck } from './check-table.ts';
import { freePort, startGateway } from './gateway-thread.ts';
import { type CastPhone, callFrom } from './phones.ts';
import { requirePrograms } from './system-programs.ts';
import { serveWeb } from './web-server.ts';

const ROOM = 'demo';
const dist = {
  weapp: join('apps', 'demo', 'dist', 'weapp'),
  h5: join(process.cwd(), 'apps', 'demo', 'dist', 'h5'),
  playground: join(process.cwd(), 'apps', 'playground', 'dist'),
};
const state = '.callgrid';

/** What has to be ended, newest first. */
const running: (() => Promise<void>)[] = [];
let stopping: Promise<void> | undefined;

function stop(): Promise<void> {
  stopping ??= (async () => {
    for (const end of running.reverse()) await end();
  })();
  return stopping;
}

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (!options) return 0;
  mkdirSync(state, { recursive: true });
  if (options.phones > 0) requirePrograms('ffmpeg');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      console.log('\nStopping …');
      void stop().then(() => process.exit(options.check === undefined ? 0 : 1));
    });
  }
  return options.check === undefined ? runCall(options) : checkCall(options, options.check);
}

/** Runs until Ctrl-C. */
async function runCall({ phones }: StartOptions): Promise<number> {
  const host = process.env.CALLGRID_HOST ?? '127.0.0.1';
  const gateway = await startGateway(
    { port: await freePort(8700), rtmpPort: await freePort(1935) },
    join(state, 'gateway.log'),
  );
  running.push(gateway.stop);
  const webPort = await freePort(8701);
  const web = await serveWeb(webPort, dist.h5, dist.playground);
  running.push(web.stop);
  const { port, rtmpPort } = gateway.address;
  await launchAll(phones, `ws://127.0.0.1:${port}`);
  const page = `http://${host}:${webPort}`;
  const query = port === 8700 ? `room=${ROOM}` : `room=${ROOM}&gateway=ws://${host}:${port}`;
  console.log(`
CallGrid runs, with ${phones === 1 ? '1 headless phone' : `${phones} headless phones`} in room "${ROOM}".

  See the call        ${page}/#/pages/room/index?${query}
  Join page           ${page}/
  Playground          ${page}/playground/
  Gateway             ws://${host}:${port}   RTMP ${rtmpPort}   health http://${host}:${port}/health   log ${join(state, 'gateway.log')}
  WeChat DevTools     import the folder ${dist.weapp} (DevTools shows no live media: use a phone)
  On a phone          same Wi-Fi; DevTools → Preview or Remote debugging; on the phone open the debug mode from the
                      "…" menu; the gateway is ws://${host}:${port}. More: docs/real-phone.md

Ctrl-C stops everything.`);
  return gateway.crashed;
}

/** Calls for some seconds, measures, and says whether every phone saw and heard every other. */
async function checkCall({ phones }: StartOptions, seconds: number): Promise<number> {
  const gateway = await startGateway({ port: 0, rtmpPort: 0 }, join(state, 'gateway.log'));
  running.push(gateway.stop);
  const cast = await launchAll(phones, `ws://127.0.0.1:${gateway.address.port}`);
  console.log(`Calling for ${seconds} s …`);
  await Promise.race([delay(seconds * 1_000), gateway.crashed]);
  const report = reportCall(cast, seconds);
  writeFileSync(join(state, 'check.json'), `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\n${formatCheck(report)}\nWritten to ${join(state, 'check.json')}`);
  await stop();
  return report.ok ? 0 : 1;
}

async function launchAll(count: number, gateway: string): Promise<CastPhone[]> {
  const cast: CastPhone[] = [];
  for (const part of castParts(count)) {
    const one = await callFrom(part, { dist: dist.weapp, gateway, room: ROOM });
    cast.push(one);
    running.push(() => one.phone.close());
    console.log(`Phone ${part.uid} (${part.name}): ${part.colour}, ${part.tone} Hz`);
  }
  return cast;
}

main().then(
  (code) => process.exit(code),
  async (error: Error) => {
    console.error(error.message);
    await stop();
    process.exit(1);
  },
);
