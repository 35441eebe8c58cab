import type { Caller } from 'glass-easel-miniprogram-adapter';
import { clone } from '../runtime/clone.ts';
import type { JsonObject } from '../runtime/host.ts';
import type { NativeRecord } from '../runtime/native-registry.ts';
import { ApiError, answered, asyncApi } from './async-api.ts';
import type { WxFamily } from './wx-port.ts';

const PUSHER_METHODS =
  'start stop pause resume switchCamera snapshot toggleTorch playBGM stopBGM pauseBGM resumeBGM setBGMVolume setMICVolume startPreview stopPreview sendMessage createOffscreenCanvas renderVideoFrame onCustomRendererEvent startAudioServer setZoom getMaxZoom applyFilter applyMakeup clearFilters clearMakeups exitPictureInPicture'.split(
    ' ',
  );
const PLAYER_METHODS =
  'play stop mute pause resume requestFullScreen exitFullScreen requestPictureInPicture exitPictureInPicture snapshot startCasting switchCasting exitCasting reconnectCasting'.split(
    ' ',
  );

const STARTING = new Set(['start', 'play', 'resume', 'startPreview', 'playBGM']);

/** `wx.createLivePusherContext` and `wx.createLivePlayerContext`. */
export const liveContext: WxFamily = ({ host, natives, pages }) => {
  const context = (kind: string, page: number, methods: string[], find: () => NativeRecord | undefined) => {
    const made: Record<string, unknown> = {};
    for (const method of methods)
      made[method] = asyncApi(method, (options) => {
        const record = find();
        if (!record && STARTING.has(method) && pages.hasUnloaded(page))
          host.report.violation('unloaded-page', `${method}() of a ${kind} whose page is unloaded`);
        if (!record) throw new ApiError('native component not found');
        return answered((done) => host.natives.call(record.nid, method, clone(options) as JsonObject, done));
      });
    return made;
  };
  // A context belongs to the page it was made on, wherever the user has gone since.
  const pageOf = (owner: unknown) => {
    const own = (owner as Caller | undefined)?.__wxWebviewId__;
    return typeof own === 'number' ? own : pages.current.id;
  };
  return {
    createLivePusherContext: (owner?: unknown) => {
      const page = pageOf(owner);
      return context('live-pusher', page, PUSHER_METHODS, () => natives.pusherOf(page));
    },
    createLivePlayerContext: (id: unknown, owner?: unknown) => {
      const page = pageOf(owner);
      return context(`live-player#${String(id)}`, page, PLAYER_METHODS, () =>
        natives.playerOf(page, String(id)),
      );
    },
  };
};
