import path from 'node:path';
import type { AppManifest, ComponentConfig } from './app-bundle.ts';
import type { AppFiles } from './app-files.ts';
import { compileStyle } from './style-sheet.ts';

interface Package {
  root: string;
  pages: string[];
}

/** Reads app.json, follows pages and `usingComponents`, and compiles the style sheets of what it finds. */
export function readManifest(files: AppFiles, warnings: string[]): AppManifest {
  const app = JSON.parse(files.read('app.json')) as AppManifest['app'];
  const packages = (app.subPackages ?? app.subpackages ?? []) as Package[];
  const pages = [
    ...app.pages,
    ...packages.flatMap(({ root, pages: inner }) => inner.map((page) => path.posix.join(root, page))),
  ];
  const configs: Record<string, ComponentConfig> = {};
  const components = new Set<string>();
  const shared = (app.usingComponents ?? {}) as Record<string, string>;

  const visit = (name: string, isPage: boolean): void => {
    if (configs[name]) return;
    if (!files.has(`${name}.js`)) {
      warnings.push(`${name}.js is missing`);
      return;
    }
    const config = files.has(`${name}.json`) ? JSON.parse(files.read(`${name}.json`)) : {};
    const usingComponents: Record<string, string> = {};
    for (const [tag, target] of Object.entries<string>({ ...shared, ...config.usingComponents })) {
      if (/^(plugin|dynamicLib):/.test(target))
        warnings.push(`${name}: <${tag}> comes from ${target}, left out`);
      else usingComponents[tag] = resolve(config.usingComponents?.[tag] ? name : '', target);
    }
    configs[name] = { ...config, usingComponents };
    if (!isPage) components.add(name);
    for (const target of Object.values(usingComponents)) visit(target.slice(1), false);
  };
  for (const page of pages) visit(page, true);
  return { app, pages, components: [...components], configs, ...styles(files, configs, components) };
}

function styles(files: AppFiles, configs: Record<string, ComponentConfig>, components: Set<string>) {
  const sheets: Record<string, string> = { app: compileStyle(files, 'app.wxss', {}) };
  const scopes: Record<string, string> = {};
  for (const [name, config] of Object.entries(configs)) {
    const isComponent = components.has(name);
    const isolation = config.styleIsolation;
    if (isComponent && isolation !== 'shared') scopes[name] = `s${Object.keys(scopes).length}`;
    sheets[name] = compileStyle(files, `${name}.wxss`, {
      scope: scopes[name],
      page: isComponent ? undefined : name,
    });
  }
  return { styles: sheets, scopes };
}

const resolve = (from: string, target: string): string =>
  target.startsWith('/') ? target : `/${path.posix.join(path.posix.dirname(from), target)}`;
