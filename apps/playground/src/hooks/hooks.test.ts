import * as react from '@callgrid/react';
import { expect, test } from 'vitest';
import { exampleOf } from './example-of.ts';
import stories from './hooks.stories.tsx?raw';

test('every public hook has a story of its name', () => {
  const hooks = Object.keys(react).filter((name) => name.startsWith('use'));
  const shown = [...stories.matchAll(/^export const (Use\w+)/gm)].map(([, name = '']) => name);
  expect(shown.map((name) => name.replace('Use', 'use')).sort()).toEqual(hooks.sort());
});

test('a hook story gives its example to copy', () => {
  expect(exampleOf('UseConnectionState')).toBe(
    [
      "import { useConnectionState } from '@callgrid/react';",
      '',
      'export function UseConnectionState() {',
      '  const connection = useConnectionState();',
      '  return <Value of={connection} />;',
      '}',
    ].join('\n'),
  );
});
