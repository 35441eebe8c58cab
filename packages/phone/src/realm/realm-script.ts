import { readFile } from 'node:fs/promises';
import { Script } from 'node:vm';

let script: Promise<Script> | undefined;

/** The runtime script, compiled once for all phones of this process. */
export function realmScript(): Promise<Script> {
  script ??= source().then((text) => new Script(text, { filename: 'callgrid-phone-runtime.js' }));
  return script;
}

/** A published package carries the script beside its code; from sources it is bundled now. */
async function source(): Promise<string> {
  if (!import.meta.url.endsWith('.ts')) return readFile(new URL('./realm.js', import.meta.url), 'utf8');
  const { bundleRealm } = await import('./bundle-realm.ts');
  return bundleRealm();
}
