import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readOptions, type StartOptions } from '../options.cjs';
import { browseFrom, type CastBrowser } from './browsers.ts';
import { castParts } from './cast.ts';
import { reportCall } from './check-call.ts';
import { formatCheck } from './check-table.ts';
import { freePort, startGateway } from './gateway-thread.ts';
import { serveHttps } from './https-front.ts';
import { ownCertificate } from './own-certificate.ts';
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
  if (options.browsers > 0) requirePrograms('ffmpeg', 'chromium');
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
async function runCall(options: StartOptions): Promise<number> {
  const { phones, browsers, https } = options;
  const host = process.env.CALLGRID_HOST ?? '127.0.0.1';
  const front = https ? await freePort(8443) : undefined;
  const publicUrl = `https://${host}:${front}`;
  const gateway = await startGateway(
    { port: await freePort(8700), rtmpPort: await freePort(1935) },
    join(state, 'gateway.log'),
    https ? ['--public-url', publicUrl, '--trust-proxy'] : [],
  );
  running.push(gateway.stop);
  const { port, rtmpPort } = gateway.address;
  const webPort = await freePort(8701);
  const web = await serveWeb(webPort, dist.h5, dist.playground);
  running.push(web.stop);
  if (front !== undefined) {
    const certificate = await ownCertificate(join(state, 'https'), host);
    running.push((await serveHttps(front, certificate, { web: webPort, gateway: port })).stop);
  }
  await launchAll(options, port, `http://127.0.0.1:${webPort}`);
  const page = https ? publicUrl : `http://${host}:${webPort}`;
  const signalling = https ? `wss://${host}:${front}` : `ws://${host}:${port}`;
  const query = port === 8700 && !https ? `room=${ROOM}` : `room=${ROOM}&gateway=${signalling}`;
  const room = (origin: string) => `${origin}/#/pages/room/index?${query}`;
  // A browser on this very machine may use its camera at localhost, and nowhere else without https.
  const here = https ? publicUrl : `http://localhost:${webPort}`;
  const elsewhere = https || host === '127.0.0.1' ? '' : `\n  From elsewhere      ${room(page)}`;
  const others = [count(phones, 'headless phone'), ...(browsers > 0 ? [count(browsers, 'browser')] : [])];
  const about = https
    ? `The certificate was made here, so each browser warns once: choose "Advanced", then go on to ${host}. A phone's
                      browser does the same; WeChat's mini programs need a real one.`
    : `Browsers on other machines may use their cameras over https alone: npm start -- --https`;
  console.log(`
CallGrid runs, with ${others.join(' and ')} in room "${ROOM}".

  See the call        ${room(here)}${elsewhere}
  Join page           ${here}/
  Playground          ${here}/playground/
  Gateway             ${signalling}   RTMP ${rtmpPort}   health ${https ? publicUrl : `http://${host}:${port}`}/health   log ${join(state, 'gateway.log')}
  Cameras             ${about}
  WeChat DevTools     import the folder ${dist.weapp} (DevTools shows no live media: use a phone)
  On a phone          same Wi-Fi; DevTools → Preview or Remote debugging; on the phone open the debug mode from the
                      "…" menu; the gateway is ws://${host}:${port}. More: docs/real-phone.md

Ctrl-C stops everything.`);
  return gateway.crashed;
}

/** Calls for some seconds, measures, and says whether everybody saw and heard everybody else. */
async function checkCall(options: StartOptions, seconds: number): Promise<number> {
  const gateway = await startGateway({ port: 0, rtmpPort: 0 }, join(state, 'gateway.log'));
  running.push(gateway.stop);
  const webPort = await freePort(8711);
  const web = await serveWeb(webPort, dist.h5, dist.playground);
  running.push(web.stop);
  const cast = await launchAll(options, gateway.address.port, `http://127.0.0.1:${webPort}`);
  console.log(`Calling for ${seconds} s …`);
  await Promise.race([delay(seconds * 1_000), gateway.crashed]);
  const report = await reportCall(cast, seconds);
  writeFileSync(join(state, 'check.json'), `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\n${formatCheck(report)}\nWritten to ${join(state, 'check.json')}`);
  await stop();
  return report.ok ? 0 : 1;
}

async function launchAll(
  { phones, browsers }: StartOptions,
  port: number,
  origin: string,
): Promise<{ phones: CastPhone[]; browsers: CastBrowser[] }> {
  const gateway = `ws://127.0.0.1:${port}`;
  const cast = { phones: [] as CastPhone[], browsers: [] as CastBrowser[] };
  for (const [index, part] of castParts(phones + browsers).entries()) {
    const isPhone = index < phones;
    if (isPhone) {
      const one = await callFrom(part, { dist: dist.weapp, gateway, room: ROOM });
      cast.phones.push(one);
      running.push(() => one.phone.close());
    } else {
      const one = await browseFrom(part, { origin, gateway, room: ROOM, folder: join(state, 'capture') });
      cast.browsers.push(one);
      running.push(one.close);
    }
    const kind = isPhone ? 'Phone' : 'Browser';
    console.log(`${kind} ${part.uid} (${part.name}): ${part.colour}, ${part.tone} Hz`);
  }
  return cast;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

main().then(
  (code) => process.exit(code),
  async (error: Error) => {
    console.error(error.message);
    await stop();
    process.exit(1);
  },
);
