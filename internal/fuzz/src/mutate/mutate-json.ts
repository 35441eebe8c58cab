import type { Random } from '../random.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A value with one of its parts replaced, doubled, left out or moved; now and then the same as before. */
export function mutateJson(value: Json, random: Random, donor: Json): Json {
  if (Array.isArray(value) && value.length > 0 && !random.chance(4)) {
    const at = random.below(value.length);
    const list: Json[] = [...value];
    const item = list[at]!;
    const how = random.below(5);
    if (how === 0) list.splice(at, 1);
    else if (how === 1) list.push(...Array<Json>(random.pick([1, 3, 100])).fill(item));
    else list[at] = mutateJson(item, random, donor);
    return list;
  }
  if (isObject(value) && Object.keys(value).length > 0 && !random.chance(6)) {
    const entries = Object.entries(value);
    const at = random.below(entries.length);
    const [key, item] = entries[at]!;
    const how = random.below(8);
    if (how === 0) entries.splice(at, 1);
    else if (how === 1) entries[at] = [random.pick(keys), item];
    else if (how === 2) entries.push([random.pick(keys), strange(random, donor)]);
    else entries[at] = [key, mutateJson(item, random, donor)];
    // `fromEntries` makes an own property of `__proto__` too, as `JSON.parse` does on the other side.
    return Object.fromEntries(entries);
  }
  if (typeof value === 'string' && random.chance(2)) return bend(value, random);
  if (typeof value === 'number' && random.chance(2)) return value + random.pick([-1, 1, 0.5, 2 ** 31, 1e300]);
  return strange(random, donor);
}

const keys = ['__proto__', 'constructor', 'toString', 'uid', 'params', 'kinds', 'session', 'length', '', 'é'];

const texts = [
  '',
  ' ',
  '..',
  '.',
  '/',
  '%2e%2e',
  '\u0000',
  '\ud800',
  '\udfff\ud800',
  '\u202e\u200b',
  '👩‍👩‍👧‍👦',
  'e\u0301'.repeat(20),
  '\uffff',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '-1',
  '0',
  '00',
  '1e3',
  '18446744073709551615',
  '18446744073709551616',
  '１２',
  'NaN',
  'true',
  'audio',
  'video',
  'camera',
  'screen',
  '1/camera',
  '1/camera/',
  'broadcaster',
  'audience',
  'rtmp',
  'ws-flv',
  'x'.repeat(65),
  'x'.repeat(4_097),
  '%',
  "'; --",
];

const numbers = [0, -0, -1, 1, 0.1, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 2 ** 53 - 1, 1e308, 5e-324];

function strange(random: Random, donor: Json): Json {
  switch (random.below(9)) {
    case 0:
      return null;
    case 1:
      return random.chance(2);
    case 2:
    case 3:
      return random.pick(numbers);
    case 4:
    case 5:
      return random.pick(texts);
    case 6:
      return [];
    case 7:
      return {};
    default:
      return part(donor, random);
  }
}

/** Some value that stands anywhere in another frame. */
function part(value: Json, random: Random): Json {
  const inner = Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return inner.length === 0 || random.chance(3) ? value : part(random.pick(inner), random);
}

function bend(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const how = random.below(4);
  if (how === 0) return text.slice(0, at);
  if (how === 1) return text.slice(0, at) + random.pick(texts) + text.slice(at);
  if (how === 2) return text + text;
  return text.slice(0, at) + String.fromCharCode(random.below(0x10000)) + text.slice(at + 1);
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
