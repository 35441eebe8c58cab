import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '@callgrid/gateway/test/free-port';
import { type GatewayProcess, runBuiltGateway } from '@callgrid/gateway/test/gateway-process';
import {
  browseFrom,
  type CastBrowser,
  type CastPhone,
  callFrom,
  castParts,
  isLike,
  type Part,
  serveWeb,
} from '@callgrid/start';
import { until } from '@callgrid/test-kit';
import { demo, ROOM, root, seenBy } from './phone-call.ts';

/** Headless phones and Chromium pages in one room of a gateway that can be killed. */
export interface MixedCall {
  readonly phones: readonly CastPhone[];
  readonly browsers: readonly CastBrowser[];
  /** Where one more browser joins as this part. */
  roomPage(part: Part): string;
  /** Every one sees and hears every other, measured after this was asked. */
  whole(timeoutMs: number): Promise<void>;
  /** Kills the gateway and starts another on the same ports, which settles when it is ready. */
  restartGateway(): Promise<void>;
  stop(): Promise<void>;
}

/** Gives the call once everybody is in it; nobody needs to see anybody yet. */
export async function startMixedCall({
  phones: phoneCount,
  browsers: browserCount,
  host = '127.0.0.1',
}: {
  phones: number;
  browsers: number;
  /** Where the gateway listens. */
  host?: string;
}): Promise<MixedCall> {
  const folder = mkdtempSync(path.join(tmpdir(), 'callgrid-e2e-'));
  const [port, rtmpPort, webPort] = [await freePort(), await freePort(), await freePort()];
  const args = [`--host=${host}`, `--port=${port}`, `--rtmp-port=${rtmpPort}`, '--allow-origin=*'];
  const gateway = `ws://127.0.0.1:${port}`;
  const web = await serveWeb(
    webPort,
    path.join(root, 'apps/demo/dist/h5'),
    path.join(root, 'apps/playground/dist'),
  );
  let running: GatewayProcess = await start();
  const origin = `http://127.0.0.1:${webPort}`;
  const phones: CastPhone[] = [];
  const browsers: CastBrowser[] = [];
  const call: MixedCall = {
    phones,
    browsers,
    roomPage: ({ uid, name }) =>
      `${origin}/#/pages/room/index?${new URLSearchParams({ room: ROOM, gateway, uid, name })}`,
    whole: (timeoutMs) => whole(phones, browsers, timeoutMs),
    restartGateway: async () => {
      await running.end('SIGKILL');
      running = await start();
    },
    stop: async () => {
      await Promise.all([...phones.map(({ phone }) => phone.close()), ...browsers.map((it) => it.close())]);
      await running.end('SIGKILL');
      await web.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    for (const [index, part] of castParts(phoneCount + browserCount).entries()) {
      if (index < phoneCount) phones.push(await callFrom(part, { dist: demo, gateway, room: ROOM }));
      else browsers.push(await browseFrom(part, { origin, gateway, room: ROOM, folder }));
    }
  } catch (error) {
    await call.stop();
    throw error;
  }
  return call;

  async function start(): Promise<GatewayProcess> {
    const started = runBuiltGateway(args, { cwd: folder });
    await until('the gateway is ready', () => started.output.includes('gateway ready'), 30_000);
    return started;
  }
}

/** Settles once each of them shows and plays what `part` sends, measured after this was asked. */
export async function seenByBrowsers(
  browsers: readonly CastBrowser[],
  part: Part,
  timeoutMs: number,
): Promise<void> {
  await Promise.all(
    browsers.map(async (browser) => {
      const began = await browser.look(part);
      let last = began;
      await until(
        `browser ${browser.part.uid} sees and hears ${part.uid}`,
        async () => {
          last = await browser.look(part);
          // A picture that stands still is not seen; a new element begins anew.
          return last !== null && last.time !== began?.time && isLike(last, part);
        },
        timeoutMs,
      ).catch((error: Error) => {
        throw new Error(`${error.message}; last ${JSON.stringify(last)}; ${browser.problems.join('; ')}`);
      });
    }),
  );
}

async function whole(
  phones: readonly CastPhone[],
  browsers: readonly CastBrowser[],
  timeoutMs: number,
): Promise<void> {
  const others = <T extends { readonly part: Part }>(all: readonly T[], of: Part) =>
    all.filter(({ part }) => part !== of);
  await Promise.all(
    [...phones, ...browsers].flatMap(({ part }) => [
      seenBy(others(phones, part), { part }, part, timeoutMs),
      seenByBrowsers(others(browsers, part), part, timeoutMs),
    ]),
  );
}
