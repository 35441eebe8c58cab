import type { AppManifest } from '../bundle/app-bundle.ts';

export type ModuleFunction = (
  require: (path: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  /** Told before a global is used that a mini program may lack; gives what `read` gives. */
  uses: (name: string, line: number, type: string, read: () => unknown) => unknown,
) => void;

/** A compiled mini program, as its script evaluates inside the realm. */
export interface AppCode {
  manifest: AppManifest;
  templates: Record<string, unknown>;
  modules: Record<string, ModuleFunction>;
}
