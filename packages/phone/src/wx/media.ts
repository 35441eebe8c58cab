import { asyncApi } from './async-api.ts';
import type { WxFamily, WxPort } from './wx-port.ts';

/** Sound, files and binary helpers that call kits touch beside the live elements. */
export const media: WxFamily = ({ host }: WxPort) => ({
  createInnerAudioContext: () => silentAudio(),
  createWebAudioContext: () => ({}),
  getBackgroundAudioManager: () => silentAudio(),
  getFileSystemManager: () => ({
    readFile: asyncApi('readFile', noFiles),
    writeFile: asyncApi('writeFile', noFiles),
    unlink: asyncApi('unlink', noFiles),
    access: asyncApi('access', noFiles),
  }),
  base64ToArrayBuffer: (text: string) => new Uint8Array(host.base64.decode(text)).buffer,
  arrayBufferToBase64: (buffer: ArrayBuffer) => host.base64.encode(new Uint8Array(buffer)),
});

function noFiles(): never {
  throw new Error('no such file or directory');
}

function silentAudio(): Record<string, unknown> {
  const audio: Record<string, unknown> = { src: '', loop: false, volume: 1, paused: true };
  for (const name of ['play', 'pause', 'stop', 'seek', 'destroy']) audio[name] = () => undefined;
  for (const name of 'Play Pause Stop Ended Error Canplay TimeUpdate Waiting Seeking Seeked'.split(' ')) {
    audio[`on${name}`] = () => undefined;
    audio[`off${name}`] = () => undefined;
  }
  return audio;
}
