import type { AppManifest } from '../bundle/app-bundle.ts';

export type ModuleFunction = (
  require: (path: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
) => void;

/** A compiled mini program, as its script evaluates inside the realm. */
export interface AppCode {
  manifest: AppManifest;
  templates: Record<string, unknown>;
  modules: Record<string, ModuleFunction>;
}
