import type { AppCode } from './app-code.ts';
import { resolvePath } from './url.ts';

/** Runs the mini program's files as WeChat does: each once, `require` with relative paths. */
export class ModuleLoader {
  private readonly loaded = new Map<string, { exports: unknown }>();

  constructor(private readonly modules: AppCode['modules']) {}

  load(file: string): unknown {
    const known = this.loaded.get(file);
    if (known) return known.exports;
    const run = this.modules[file];
    if (!run) throw new Error(`module '${file}' is not defined`);
    const module = { exports: {} as unknown };
    this.loaded.set(file, module);
    run((path) => this.require(file, path), module, module.exports);
    return module.exports;
  }

  private require(from: string, path: string): unknown {
    const base = resolvePath(from, path);
    for (const file of [base, `${base}.js`, `${base}/index.js`])
      if (this.modules[file]) return this.load(file);
    throw new Error(`module '${path}' is not defined, require args is '${path}' (in ${from})`);
  }
}
