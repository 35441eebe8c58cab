import { compileApp } from '../bundle/compile-app.ts';
import { nodePlatform } from '../platform/node-platform.ts';
import { NodePhone } from './node-phone.ts';
import type { PhoneOptions } from './phone-options.ts';

/**
 * Runs a compiled mini program. Resolves when its first page is on the screen.
 * Rejects when `dist` is no mini program or the page does not exist.
 */
export async function launchPhone({ dist, ...setting }: PhoneOptions): Promise<NodePhone> {
  const phone = new NodePhone(nodePlatform, compileApp(dist), setting);
  await phone.boot();
  return phone;
}
