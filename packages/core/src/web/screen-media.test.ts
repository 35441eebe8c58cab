import { expect, test, vi } from 'vitest';
import { createFakeBrowser } from './fake-browser.ts';
import { captureScreen } from './screen-media.ts';

test('gives the screen, with its sound where there is some', async () => {
  const { browser, devices } = createFakeBrowser();
  expect((await captureScreen(browser, () => {}))?.tracks.audio).toBeNull();
  devices.screenSound = true;
  const { tracks } = (await captureScreen(browser, () => {}))!;
  expect(tracks.video).toMatchObject({ kind: 'video', contentHint: 'detail' });
  expect(tracks.audio).toMatchObject({ kind: 'audio' });
});

test('asks for no sound of the call itself, which the others would hear again', async () => {
  const { browser, devices } = createFakeBrowser();
  await captureScreen(browser, () => {});
  expect(devices.askedScreens[0]?.audio).toEqual({ restrictOwnAudio: true });
});

test('hears the browser’s own bar end it, and not its own stop', async () => {
  const { browser, devices } = createFakeBrowser();
  const ended = vi.fn();
  await captureScreen(browser, ended);
  devices.live('video')[0]!.end();
  expect(ended).toHaveBeenCalledTimes(1);
  const capture = await captureScreen(browser, ended);
  capture?.stop();
  expect(devices.live('video')).toEqual([]);
  devices.given[1]!.end();
  expect(ended).toHaveBeenCalledTimes(1);
});

test('says why there is none', async () => {
  const { browser, devices } = createFakeBrowser();
  devices.failures.screen = 'NotAllowedError: Permission denied';
  expect(await captureScreen(browser, () => {})).toBeNull();
  devices.failures.screen = 'NotAllowedError: Permission denied by system';
  await expect(captureScreen(browser, () => {})).rejects.toMatchObject({ code: 'device/refused' });
  const insecure = createFakeBrowser({ insecure: true }).browser;
  await expect(captureScreen(insecure, () => {})).rejects.toMatchObject({ code: 'device/insecure' });
});
