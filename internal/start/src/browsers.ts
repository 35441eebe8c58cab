import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { installProbe, type VideoLook } from './browser-probe.ts';
import type { Part } from './cast.ts';
import { CHROMIUM_FLAGS, chromiumPath } from './chromium.ts';
import { fakeCapture } from './fake-capture.ts';

/** A browser of its own with a camera and a microphone that see and hear its part. */
export interface CastBrowser {
  readonly part: Part;
  readonly page: Page;
  /** What went wrong in the page, as it said itself. */
  readonly problems: readonly string[];
  /** What it shows of somebody's camera; null while it shows nothing. */
  look(other: Part): Promise<VideoLook | null>;
  close(): Promise<void>;
}

export interface BrowserOptions {
  /** Where the demo is served, such as `http://127.0.0.1:8701`. */
  readonly origin: string;
  readonly gateway: string;
  readonly room: string;
  /** Where the files of its camera and microphone go. */
  readonly folder: string;
  /** More arguments for Chromium. */
  readonly flags?: readonly string[];
}

/** Starts a Chromium and joins the room by the demo's own room page. */
export async function browseFrom(part: Part, options: BrowserOptions): Promise<CastBrowser> {
  const { origin, gateway, room, folder, flags = [] } = options;
  const profile = mkdtempSync(join(tmpdir(), 'callgrid-chromium-'));
  let context: BrowserContext | undefined;
  const close = async () => {
    await context?.close();
    rmSync(profile, { recursive: true, force: true });
  };
  try {
    context = await chromium.launchPersistentContext(profile, {
      executablePath: chromiumPath(),
      args: [...CHROMIUM_FLAGS, ...(await fakeCapture(folder, part)), ...flags],
      viewport: { width: 390, height: 844 },
      ignoreHTTPSErrors: true,
    });
    await context.addInitScript(installProbe);
    const page = context.pages()[0] ?? (await context.newPage());
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    const query = new URLSearchParams({ room, gateway, uid: part.uid, name: part.name });
    await page.goto(`${origin}/#/pages/room/index?${query}`);
    const look = (other: Part) =>
      page.evaluate((selector) => window.lookAt?.(selector) ?? null, `#callgrid-tile-${other.uid} video`);
    return { part, page, problems, look, close };
  } catch (error) {
    await close();
    throw error;
  }
}
