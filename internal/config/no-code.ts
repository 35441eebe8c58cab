/** Leaves only the declarations of a build. tsdown's own way, `emitDtsOnly`, writes code all the same for CommonJS. */
export const noCode = {
  name: 'no-code',
  generateBundle: (_: unknown, bundle: Record<string, unknown>): void => {
    for (const name of Object.keys(bundle)) delete bundle[name];
  },
};
