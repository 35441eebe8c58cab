import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { launchPhone } from '../index.ts';

const dist = fileURLToPath(new URL('../../test/fixtures/call', import.meta.url));

it.skipIf(!existsSync('/usr/bin/chromium'))('paints the page as a PNG of the device', async () => {
  const phone = await launchPhone({ dist, query: { play: 'rtmp://host/a' } });
  const picture = await phone.screenshot();
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([390, 844]);
  await phone.close();
});
