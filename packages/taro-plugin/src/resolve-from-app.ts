import path from 'node:path';

/** The part of webpack-chain's Config that is touched here. */
export interface WebpackChain {
  readonly resolve: {
    readonly modules: { add(folder: string): unknown };
    readonly alias: { set(name: string, folder: string): unknown };
  };
}

/** A mini program has one runtime: with a second copy, hooks and events of one are unknown to the other. */
const single = ['@tarojs/taro', '@tarojs/runtime', '@tarojs/shared', 'react'];

/**
 * Makes packages find Taro and React where the app keeps them, however the package manager lays them out. On h5
 * Taro has aliases of its own for these names.
 */
export function resolveFromApp(chain: WebpackChain, appPath: string, h5: boolean): void {
  // Taro aliases some packages to bare paths, which are looked up from the file that imports them.
  chain.resolve.modules.add('node_modules');
  chain.resolve.modules.add(path.join(appPath, 'node_modules'));
  if (h5) return;
  for (const name of single) {
    const folder = folderOf(name, appPath);
    if (folder) chain.resolve.alias.set(name, folder);
  }
}

function folderOf(name: string, appPath: string): string | null {
  try {
    return path.dirname(require.resolve(`${name}/package.json`, { paths: [appPath] }));
  } catch {
    return null;
  }
}
