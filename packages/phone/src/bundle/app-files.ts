import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** The files of a compiled mini program, by path from its root. */
export class AppFiles {
  readonly names: string[];

  constructor(readonly dist: string) {
    if (!existsSync(path.join(dist, 'app.json')))
      throw new TypeError(`${dist} is no compiled mini program: it has no app.json. Build it first.`);
    this.names = walk(dist, '');
  }

  has(name: string): boolean {
    return existsSync(path.join(this.dist, name));
  }

  read(name: string): string {
    return readFileSync(path.join(this.dist, name), 'utf8');
  }

  /** Changes whenever a file does. */
  fingerprint(): string {
    return this.names
      .map((name) => {
        const { size, mtimeMs } = statSync(path.join(this.dist, name));
        return `${name}:${size}:${mtimeMs}`;
      })
      .join('|');
  }
}

function walk(folder: string, prefix: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) return [];
    if (entry.isDirectory()) return walk(path.join(folder, entry.name), `${prefix}${entry.name}/`);
    return [prefix + entry.name];
  });
}
