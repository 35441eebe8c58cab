import { toUid } from '@callgrid/core';
import { createClients } from '@callgrid/gateway/test/call';
import { RtmpClient, tag } from '@callgrid/rtmp/test/rtmp-client';

export const ROOM_BESIDE = 'beside';
const FRAME_MS = 40;
const MUTE_EVERY_MS = 50;

/** How a call fared that has nothing to do with the attack. Milliseconds. */
export interface Fared {
  /** From `mute` at one client to the event at the other. */
  readonly mutes: readonly number[];
  /** The longest that no packet came to the player. */
  readonly longestGap: number;
  readonly packets: number;
}

export interface CallBeside {
  /** Ends it, and tells how it was. Rejects where it has broken down. */
  end(): Promise<Fared>;
}

/** Two clients who mute and unmute all the time, and one stream from a publisher to a player, 25 frames a second. */
export async function startCallBeside(port: number, rtmpPort: number): Promise<CallBeside> {
  const clients = createClients(`ws://127.0.0.1:${port}`);
  const ann = await clients.join({ channelName: ROOM_BESIDE, uid: 1, publish: ['audio', 'video'] });
  const ben = await clients.join({ channelName: ROOM_BESIDE, uid: 2 });
  const push = ann.room.store.getState().streams[0]!.address!.url;
  const { address } = await ben.room.subscribe({ uid: toUid(1), source: 'camera' });
  const source = await RtmpClient.open(rtmpPort);
  await source.connect();
  await source.publish(nameIn(push));
  const player = await RtmpClient.open(rtmpPort);
  await player.connect();
  await player.play(nameIn(address.url));

  const mutes: number[] = [];
  const lost: string[] = [];
  for (const { room } of [ann, ben]) room.on('left', ({ reason }) => lost.push(`left: ${reason}`));
  for (const { room } of [ann, ben])
    room.on('connectionChanged', ({ connection: { status } }) => lost.push(status));
  for (const [name, one] of Object.entries({ publisher: source, player }))
    void one.closed.then(() => lost.push(`the ${name} was closed`));

  let ended = false;
  let mutedAt = 0;
  const muting = new Promise<void>((resolve, reject) => {
    let isMuted = false;
    const toggle = () => {
      if (ended) return resolve();
      mutedAt = performance.now();
      isMuted = !isMuted;
      (isMuted ? ann.room.mute('audio') : ann.room.unmute('audio')).catch(reject);
    };
    const heard = () => {
      mutes.push(performance.now() - mutedAt);
      setTimeout(toggle, MUTE_EVERY_MS);
    };
    ben.room.on('muted', heard);
    ben.room.on('unmuted', heard);
    toggle();
  });
  muting.catch((error: Error) => lost.push(error.message));

  let packets = 0;
  let longestGap = 0;
  let lastAt = performance.now();
  player.discard();
  player.socket.on('data', () => {
    longestGap = Math.max(longestGap, performance.now() - lastAt);
    lastAt = performance.now();
    packets++;
  });
  source.media('video', 0, tag.videoHeader());
  let frame = 0;
  const timer = setInterval(() => {
    source.media('video', frame * FRAME_MS, frame % 25 === 0 ? tag.key() : tag.delta());
    frame++;
  }, FRAME_MS);

  return {
    end: async () => {
      ended = true;
      clearInterval(timer);
      longestGap = Math.max(longestGap, performance.now() - lastAt);
      const seen = [...lost];
      if (seen.length === 0) await muting;
      for (const one of [source, player]) one.end();
      await Promise.all([ann.room.leave(), ben.room.leave()]);
      clients.cutAll();
      if (seen.length > 0) throw new Error(`The call beside broke down: ${seen.slice(0, 20).join(', ')}`);
      return { mutes, longestGap, packets };
    },
  };
}

/** What RTMP calls the stream: all after the app, the key with it. */
export function nameIn(url: string): string {
  return url.slice(url.indexOf('/live/') + '/live/'.length);
}
