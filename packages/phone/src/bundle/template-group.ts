import { TmplGroup } from 'glass-easel-template-compiler';
import type { AppFiles } from './app-files.ts';

/** Compiles all WXML and WXS to one expression: an object of templates by path. */
export function compileTemplates(files: AppFiles, warnings: string[]): string {
  const group = new TmplGroup();
  try {
    for (const name of files.names) {
      if (name.endsWith('.wxs')) group.addScript(name.slice(0, -'.wxs'.length), files.read(name));
      if (!name.endsWith('.wxml')) continue;
      for (const found of (group.addTmpl(name.slice(0, -'.wxml'.length), files.read(name)) ??
        []) as unknown[])
        warnings.push(`${name}: ${describe(found)}`);
    }
    return group.getTmplGenObjectGroups();
  } finally {
    group.free();
  }
}

function describe(found: unknown): string {
  if (typeof found !== 'object' || found === null) return String(found);
  const { message, startLine } = found as { message?: unknown; startLine?: unknown };
  return `${message ?? JSON.stringify(found)}${startLine === undefined ? '' : ` (line ${Number(startLine) + 1})`}`;
}
