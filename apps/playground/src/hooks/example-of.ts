import source from './hook-examples.tsx?raw';

/** The example's own code, with what it imports of the hooks. */
export function exampleOf(name: string): string {
  const begin = source.indexOf(`export function ${name}()`);
  const code = source.slice(begin, source.indexOf('\n}\n', begin) + 2);
  const react = [...new Set(code.match(/\buse[A-Z]\w+(?=\()|\blayouts\b/g))].filter(
    (it) => it !== 'useState',
  );
  return `import { ${react.sort().join(', ')} } from '@callgrid/react';\n\n${code}`;
}
