import { compileApp } from '../bundle/compile-app.ts';
import { Phone } from './phone.ts';
import type { PhoneOptions } from './phone-options.ts';

/**
 * Runs a compiled mini program. Resolves when its first page is on the screen.
 * Rejects when `dist` is no mini program or the page does not exist.
 */
export async function launchPhone(options: PhoneOptions): Promise<Phone> {
  return Phone.open(options, compileApp(options.dist));
}
