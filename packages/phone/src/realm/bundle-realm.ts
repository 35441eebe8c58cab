import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { REALM_PARAMETERS } from './realm-parameters.ts';

/** Bundles `runtime/` and glass-easel into one function expression that gives `startRealm`. */
export async function bundleRealm(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../runtime/start-realm.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'callgridRealm',
    target: 'es2020',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'silent',
  });
  const text = outputFiles[0]?.text ?? '';
  return `(function (${REALM_PARAMETERS.join(', ')}) {\n${text}\nreturn callgridRealm.startRealm;\n})`;
}
