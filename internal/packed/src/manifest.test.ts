import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { integrityOf } from './tarball-registry.ts';

interface Lock {
  readonly packages: Readonly<Record<string, { readonly integrity?: string; readonly link?: boolean }>>;
}

test('every package comes from its tarball, once', () => {
  const lock = JSON.parse(readFileSync(path.join(inject('app'), 'package-lock.json'), 'utf8')) as Lock;
  const ours = Object.entries(lock.packages).filter(([folder]) => /\/@callgrid\/[^/]+$/.test(folder));
  expect(ours.map(([folder]) => folder)).toEqual(
    inject('tarballs').map(({ name }) => `node_modules/${name}`),
  );
  expect(ours.map(([, { integrity }]) => integrity)).toEqual(
    inject('tarballs').map(({ file }) => integrityOf(readFileSync(file))),
  );
});

test.each(['@tarojs/taro', '@tarojs/runtime', '@tarojs/shared', 'react'])('there is one %s', (name) => {
  const lock = JSON.parse(readFileSync(path.join(inject('app'), 'package-lock.json'), 'utf8')) as Lock;
  const copies = Object.keys(lock.packages).filter((folder) => folder.endsWith(`node_modules/${name}`));
  expect(copies).toEqual([`node_modules/${name}`]);
});

describe.each(inject('tarballs').map((tarball) => [tarball.name, tarball] as const))('%s', (_, tarball) => {
  test('leads nobody to its sources', () => {
    expect(tarball.manifestText).not.toContain('@callgrid/source');
    expect(tarball.manifestText).not.toMatch(/"\.\/src\//);
  });

  test('names versions that npm understands', () => {
    expect(tarball.manifestText).not.toMatch(/workspace:|catalog:/);
  });

  test('installs nothing of ours that is never published', () => {
    const published = inject('tarballs').map(({ name }) => name);
    const ours = Object.keys(tarball.manifest.dependencies ?? {}).filter((it) => it.startsWith('@callgrid/'));
    expect(published).toEqual(expect.arrayContaining(ours));
  });

  test('has a README and a licence', () => {
    const folder = path.join(inject('app'), 'node_modules', tarball.name);
    expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toMatch(/^# /);
    expect(readFileSync(path.join(folder, 'LICENSE'), 'utf8')).toContain('Apache License');
  });
});

test('<CallGrid> is taken for what Taro reads JSX calls in', () => {
  const { manifest } = inject('tarballs').find(({ name }) => name === '@callgrid/call-grid')!;
  expect(manifest.type).toBeUndefined();
});
