import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

// The template that Taro and @callgrid/taro-plugin wrote for the demo, tag by tag.
const file = path.resolve(import.meta.dirname, '../dist/weapp/base.wxml');
let wxml = '';

beforeAll(() => {
  if (!existsSync(file)) throw new Error('Build the demo first: npm run build:weapp in apps/demo.');
  wxml = readFileSync(file, 'utf8');
});

/** The names of the attributes that every tag of this kind has. */
function attributesOf(tag: string): string[][] {
  const tags = wxml.match(new RegExp(`<${tag} [^>]*>`, 'g')) ?? [];
  return tags.map((text) => [...text.matchAll(/([\w-]+)="/g)].map((match) => match[1] as string));
}

/** What NetEase's guide writes on each element, and what CallGrid needs besides. */
const needed: Record<string, string> = {
  'live-pusher': `id style class data-uid url aspect mode enable-agc enable-ans orientation muted enable-camera
    enable-mic beauty waiting-image max-bitrate min-bitrate debug autopush audio-volume-type bindstatechange
    bindnetstatus binderror bindaudiovolumenotify bindenterpictureinpicture bindleavepictureinpicture`,
  'live-player': `id style class data-uid src mode debug min-cache max-cache auto-pause-if-navigate
    auto-pause-if-open-native autoplay sound-mode object-fit muted mute-audio mute-video bindtap bindstatechange
    bindnetstatus bindfullscreenchange bindaudiovolumenotify binderror`,
};

describe.each(Object.entries(needed))('<%s> of the built template', (tag, names) => {
  test.each(names.trim().split(/\s+/))('has %s', (name) => {
    const tags = attributesOf(tag);
    expect(tags.length).toBeGreaterThan(0);
    for (const attributes of tags) expect(attributes).toContain(name);
  });

  test('has no attribute twice', () => {
    for (const attributes of attributesOf(tag)) {
      expect(attributes.filter((name, index) => attributes.indexOf(name) !== index)).toEqual([]);
    }
  });
});

test('a view that acts as a button can say so', () => {
  expect(attributesOf('view').some((attributes) => attributes.includes('aria-role'))).toBe(true);
});

test('the mini program carries no browser player', () => {
  const folder = path.dirname(file);
  for (const name of ['app.js', 'vendors.js', 'taro.js', 'common.js']) {
    expect(readFileSync(path.join(folder, name), 'utf8')).not.toMatch(/mpegts/i);
  }
});
