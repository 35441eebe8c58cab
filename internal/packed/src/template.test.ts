import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, inject, test } from 'vitest';

/**
 * What NetEase's guide for mini programs writes in its two samples (2023-01-06; `wx:*` and `data-*` aside), and what
 * a call needs besides.
 */
const samples = {
  'live-pusher': {
    guide: `style aspect mode enable-agc enable-ans orientation url muted enable-camera beauty waiting-image
      max-bitrate min-bitrate bindstatechange bindnetstatus binderror debug autopush`,
    besides: 'binderror',
  },
  'live-player': {
    guide: `bindtap style src mode debug min-cache max-cache auto-pause-if-navigate auto-pause-if-open-native
      bindstatechange bindnetstatus autoplay`,
    besides: 'mute-audio mute-video',
  },
};

let wxml = '';

beforeAll(() => {
  wxml = readFileSync(path.join(inject('app'), 'dist/base.wxml'), 'utf8');
});

describe.each(Object.entries(samples))('<%s> of a bare app', (tag, { guide, besides }) => {
  const tags = () =>
    (wxml.match(new RegExp(`<${tag} [^>]*>`, 'g')) ?? []).map((text) =>
      [...text.matchAll(/([\w-]+)="/g)].map(([, name]) => name!),
    );

  test('is in the template', () => {
    expect(tags().length).toBeGreaterThan(0);
  });

  test.each(`${guide} ${besides}`.split(/\s+/).filter((name, at, all) => all.indexOf(name) === at))(
    'has %s',
    (name) => {
      for (const attributes of tags()) expect(attributes).toContain(name);
    },
  );

  test('has no attribute twice', () => {
    for (const attributes of tags()) expect(attributes).toEqual([...new Set(attributes)]);
  });
});
