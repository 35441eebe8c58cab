import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startCall } from '@callgrid/gateway/test/call';
import { ffmpeg, launchPhone } from '@callgrid/phone';
import { castParts, type Part } from '@callgrid/start';
import { FaultProxy } from '@callgrid/test-kit';
import { type Caller, ROOM, root, seenBy } from './phone-call.ts';

const build = join(root, 'apps', 'native-demo', 'build.mjs');

/** Two headless phones that run NetEase's guide, each on a file of its own with its own line to the gateway in it. */
export interface NativeCall {
  readonly ann: Caller;
  readonly bo: Caller;
  /** All RTMP goes through it. */
  readonly rtmp: FaultProxy;
  /** Each phone sees and hears the other, measured after this was asked. */
  whole(timeoutMs?: number): Promise<void>;
  stop(): Promise<void>;
}

export async function startNativeCall(): Promise<NativeCall> {
  const folder = mkdtempSync(join(tmpdir(), 'callgrid-native-'));
  const rtmp = await FaultProxy.start();
  const gateway = await startCall(['--public-rtmp-url', `rtmp://127.0.0.1:${rtmp.port}`]);
  rtmp.forwardTo(gateway.rtmpPort);
  const callers: Caller[] = [];
  const stop = async () => {
    await Promise.all(callers.map(({ phone }) => phone.close()));
    for (const { signalling } of callers) signalling.close();
    rtmp.close();
    await gateway.stop();
    rmSync(folder, { recursive: true });
  };
  const launch = async (part: Part) => {
    const signalling = await FaultProxy.start(gateway.port);
    const dist = join(folder, part.uid);
    const args = ['--gateway', `ws://127.0.0.1:${signalling.port}`, '--out', dist];
    await promisify(execFile)(process.execPath, [build, ...args]);
    const { uid, colour, tone } = part;
    const launchedAt = Date.now();
    const query = { channelName: ROOM, uid };
    const phone = await launchPhone({ dist, query, media: ffmpeg({ colour, tone }) });
    callers.push({ part, phone, launchedAt, signalling });
  };
  try {
    for (const part of castParts(2)) await launch(part);
  } catch (error) {
    await stop();
    throw error;
  }
  const [ann, bo] = callers as [Caller, Caller];
  const whole = async (timeoutMs = 20_000) => {
    await Promise.all([seenBy([ann], bo, bo.part, timeoutMs), seenBy([bo], ann, ann.part, timeoutMs)]);
  };
  return { ann, bo, rtmp, whole, stop };
}
