import path from 'node:path';
import { Script } from 'node:vm';
import { transformSync } from 'esbuild';
import type { AppBundle } from './app-bundle.ts';
import { AppFiles } from './app-files.ts';
import { readManifest } from './app-manifest.ts';
import { checkNativeBindings } from './native-bindings.ts';
import { compileTemplates } from './template-group.ts';

// The names that WeChat's own wrapper around a file hides.
const PARAMETERS =
  'require,module,exports,window,document,frames,self,location,navigator,localStorage,history,Caches,screen,alert,confirm,prompt,XMLHttpRequest,WebSocket,Reporter,webkit,WeixinJSCore';
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
    .map((name) => `${JSON.stringify(name)}:function(${PARAMETERS}){${commonJs(files.read(name))}\n}`);
  const script = new Script(`({templates:${templates},modules:{${modules.join(',\n')}}})`, {
    filename: path.join(files.dist, 'app-service.js'),
  });
  return { dist: files.dist, manifest, script, warnings, violations: checkNativeBindings(files) };
}

function commonJs(source: string): string {
  if (!/^\s*(import|export)\b/m.test(source)) return source;
  return transformSync(source, { format: 'cjs', target: 'es2018', loader: 'js' }).code;
}
