import type { AppFiles } from './app-files.ts';

const NATIVE_TAG = /<(live-pusher|live-player)\b((?:"[^"]*"|'[^']*'|[^'">])*)>/g;
const FORBIDDEN =
  /(?:^|\s)((?:capture-)?(?:bind|catch|mut-bind):[\w-]+|(?:capture-)?catch[\w-]+)\s*(?==|\s|$|\/)/g;

/** Live elements know `bindxxx` alone: with `bind:xxx` or `catchxxx` the handler never runs. */
export function checkNativeBindings(files: AppFiles): { rule: string; message: string }[] {
  return files.names
    .filter((name) => name.endsWith('.wxml'))
    .flatMap((name) =>
      [
        ...files
          .read(name)
          .replace(/<!--[\s\S]*?-->/g, '')
          .matchAll(NATIVE_TAG),
      ].flatMap(([, tag, attributes = '']) =>
        [...attributes.replace(/"[^"]*"|'[^']*'/g, '""').matchAll(FORBIDDEN)].map(([, attribute]) => ({
          rule: 'native-binding',
          message: `${name}: <${tag}> has ${attribute}; only bindxxx works on it`,
        })),
      ),
    );
}
