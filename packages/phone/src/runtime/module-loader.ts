import type { AppCode } from './app-code.ts';
import { resolvePath } from './url.ts';

/** Runs the mini program's files as WeChat does: each once, `require` with relative paths. */
export class ModuleLoader {
  private readonly loaded = new Map<string, { exports: unknown }>();

  /** `missing` is told of each place that uses a global which is not there, once. */
  constructor(
    private readonly modules: AppCode['modules'],
    private readonly missing: (name: string, place: string) => void,
  ) {}

  load(file: string): unknown {
    const known = this.loaded.get(file);
    if (known) return known.exports;
    const run = this.modules[file];
    if (!run) throw new Error(`module '${file}' is not defined`);
    const module = { exports: {} as unknown };
    this.loaded.set(file, module);
    const told = new Set<string>();
    const uses = (name: string, line: number, type: string, read: () => unknown) => {
      const place = `${file}:${line}`;
      if (type === 'undefined' && !told.has(`${name} ${place}`)) {
        told.add(`${name} ${place}`);
        this.missing(name, place);
      }
      return read();
    };
    run((path) => this.require(file, path), module, module.exports, uses);
    return module.exports;
  }

  private require(from: string, path: string): unknown {
    const base = resolvePath(from, path);
    for (const file of [base, `${base}.js`, `${base}/index.js`])
      if (this.modules[file]) return this.load(file);
    throw new Error(`module '${path}' is not defined, require args is '${path}' (in ${from})`);
  }
}
