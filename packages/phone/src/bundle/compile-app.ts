import path from 'node:path';
import { transformSync } from 'esbuild';
import { HIDDEN_NAMES } from '../missing-globals/global-names.ts';
import { WATCHER, watchGlobals } from '../missing-globals/watch-globals.ts';
import type { AppBundle } from './app-bundle.ts';
import { AppFiles } from './app-files.ts';
import { readManifest } from './app-manifest.ts';
import { checkNativeBindings } from './native-bindings.ts';
import { compileTemplates } from './template-group.ts';

// The names that WeChat's own wrapper around a file hides.
const PARAMETERS = ['require', 'module', 'exports', WATCHER, ...HIDDEN_NAMES].join(',');
const cache = new Map<string, { fingerprint: string; bundle: AppBundle }>();

/** Compiles a dist folder, or gives what an earlier phone compiled if no file changed since. */
export function compileApp(folder: string): AppBundle {
  const dist = path.resolve(folder);
  const files = new AppFiles(dist);
  const fingerprint = files.fingerprint();
  const known = cache.get(dist);
  if (known?.fingerprint === fingerprint) return known.bundle;
  const bundle = compile(files);
  cache.set(dist, { fingerprint, bundle });
  return bundle;
}

function compile(files: AppFiles): AppBundle {
  const warnings: string[] = [];
  const manifest = readManifest(files, warnings);
  const templates = compileTemplates(files, warnings);
  const modules = files.names
    .filter((name) => name.endsWith('.js'))
    .map(
      (name) =>
        `${JSON.stringify(name)}:function(${PARAMETERS}){${watched(name, files.read(name), warnings)}\n}`,
    );
  const script = `({templates:${templates},modules:{${modules.join(',\n')}}})`;
  const file = path.join(files.dist, 'app-service.js');
  return { manifest, script, file, warnings, violations: checkNativeBindings(files) };
}

function watched(name: string, source: string, warnings: string[]): string {
  const script = commonJs(source);
  try {
    return watchGlobals(script);
  } catch (error) {
    warnings.push(`${name}: not watched for missing globals (${String(error)})`);
    return script;
  }
}

function commonJs(source: string): string {
  if (!/^\s*(import|export)\b/m.test(source)) return source;
  return transformSync(source, { format: 'cjs', target: 'es2018', loader: 'js' }).code;
}
