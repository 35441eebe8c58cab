import type { AppManifest } from './app-bundle.ts';

/** Whether a page turns with the phone: `pageOrientation` of its json, else of the app's `window`; pages are upright without. */
export function mayRotate({ app, configs }: AppManifest, route: string): boolean {
  const { pageOrientation } = (app.window ?? {}) as { pageOrientation?: unknown };
  return (configs[route]?.pageOrientation ?? pageOrientation) === 'auto';
}
