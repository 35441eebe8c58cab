import { join } from 'node:path';
import { freePort, serveWeb, type WebServer } from '@callgrid/start';
import { until } from '@callgrid/test-kit';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { FirefoxPage, firefoxPath } from './firefox-page.ts';
import { root } from './phone-call.ts';

/** What the page is asked about its phones. */
const LOOK = `[...document.querySelectorAll('iframe[title]')].map(({ contentDocument }) => ({
  join: contentDocument.querySelector('#join') !== null,
  pictures: [...contentDocument.querySelectorAll('canvas')].map((it) => it.toDataURL()),
}))`;
const TAP = `[...document.querySelectorAll('iframe[title]')].map(({ contentDocument, contentWindow }) =>
  ['mousedown', 'mouseup'].map((type) =>
    contentDocument.querySelector('#join').dispatchEvent(new contentWindow.MouseEvent(type, { bubbles: true })),
  ),
)`;

interface Look {
  readonly join: boolean;
  readonly pictures: readonly string[];
}

describe.skipIf(!firefoxPath)('the compiled mini program in a story, in Firefox', () => {
  let web: WebServer;
  let origin: string;

  beforeAll(async () => {
    const port = await freePort(18_731);
    origin = `http://127.0.0.1:${port}`;
    web = await serveWeb(port, join(root, 'apps/demo/dist/h5'), join(root, 'apps/playground/dist'));
  });
  afterAll(() => web?.stop());

  it('lets two phones join and see each other, in pictures that move', async () => {
    const story = `${origin}/playground/iframe.html?id=mini-program--two-phones&viewMode=story`;
    const page = await FirefoxPage.open(story, () => {});
    onTestFinished(() => page.close());
    const look = () => page.evaluate<Look[]>(LOOK);
    const bothJoin = (phones: readonly Look[]) => phones.length === 2 && phones.every((it) => it.join);
    await until('both are at the join page', async () => bothJoin(await look()), 30_000);
    await page.evaluate(TAP);
    await until(
      'both have two pictures',
      async () => (await look()).every((it) => it.pictures.length === 2),
      20_000,
    );
    const before = await look();
    await until('every picture moves', async () => {
      const now = await look();
      return now.every((it, at) =>
        it.pictures.every((picture, which) => picture !== before[at]?.pictures[which]),
      );
    });
    expect(await page.evaluate<number>(`document.querySelectorAll('[data-errors="0"]').length`)).toBe(2);
  });
});
