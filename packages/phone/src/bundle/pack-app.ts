import { realmScript } from '../realm/realm-script.ts';
import { compileApp } from './compile-app.ts';
import type { PackedApp } from './packed-app.ts';

/**
 * Makes a compiled mini program into one JSON value, for `@callgrid/phone/browser` to run in a page: no file and no
 * compiler is needed there. Rejects with a `TypeError` when `dist` is no mini program.
 */
export async function packApp(dist: string): Promise<PackedApp> {
  // Whoever gets the JSON has no business with this machine's folders.
  return { ...compileApp(dist), file: 'app-service.js', runtime: await realmScript() };
}
