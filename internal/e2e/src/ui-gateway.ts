import type { UiGateway } from '@callgrid/bench/ui-call';
import { startCall } from '@callgrid/gateway/test/call';
import { ROOM } from './phone-call.ts';

/** A gateway in this process, for a phone whose view is watched. */
export async function startUiGateway(): Promise<UiGateway> {
  const { url, join, stop } = await startCall();
  return {
    url,
    room: ROOM,
    join: async (uid) => (await join({ channelName: ROOM, uid, autoSubscribe: false })).room,
    stop,
  };
}
