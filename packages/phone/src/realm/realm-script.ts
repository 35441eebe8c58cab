import { readFile } from 'node:fs/promises';

let script: Promise<string> | undefined;

/** The runtime script, read or bundled once for all phones of this process. */
export function realmScript(): Promise<string> {
  script ??= source();
  return script;
}

/** A published package carries the script beside its code; from sources it is bundled now. */
async function source(): Promise<string> {
  if (!import.meta.url.endsWith('.ts')) return readFile(new URL('./realm.js', import.meta.url), 'utf8');
  const { bundleRealm } = await import('./bundle-realm.ts');
  return bundleRealm();
}
