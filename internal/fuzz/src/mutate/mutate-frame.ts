import type { Random } from '../random.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { type Json, mutateJson } from './mutate-json.ts';

/** What goes into one WebSocket message: text, or bytes in hex. */
export type Payload = { readonly text: string } | { readonly hex: string };

export interface Request {
  readonly [key: string]: Json;
  readonly id: number;
  readonly method: string;
  readonly params: Json;
}

/** A request that is not quite the one given; `donor` lends its parts. Most are still JSON, and many still requests. */
export function mutateFrame(frame: Request, random: Random, donor: Request): Payload {
  const before = JSON.stringify(frame);
  const how = random.below(64);
  if (how === 0) return { text: nested(random) };
  if (how === 1) return { text: padded(before, random) };
  if (how === 2) return { hex: mutateBytes(Buffer.from(before), random).toString('hex') };
  if (how < 12)
    return { text: asText(mutateBytes(Buffer.from(before), random, Buffer.from(JSON.stringify(donor)))) };
  if (how < 32) return { text: JSON.stringify(spliced(frame, random, donor)) };
  let after = mutateJson(frame, random, donor);
  while (random.chance(4)) after = mutateJson(after, random, donor);
  const text = JSON.stringify(after);
  if (text !== before) return { text };
  return { text: asText(mutateBytes(Buffer.from(before), random)) };
}

/** Each part may stand in some valid frame, but not together, or not here. */
function spliced(frame: Request, random: Random, donor: Request): Json {
  const { params } = frame;
  switch (random.below(5)) {
    case 0:
      return { ...frame, method: donor.method, extra: params };
    case 1:
      return { ...frame, params: donor.params, extra: params };
    case 2:
      return { ...frame, id: random.pick([0, 1, frame.id + 1, 2 ** 31, 2 ** 51]), extra: frame.id };
    case 3:
      return { ...frame, params: { ...(donor.params as object), ...(params as object), extra: donor } };
    default:
      return { ...frame, id: donor.id, params: { ...(params as object), uid: String(random.next()) } };
  }
}

/** Text frames must be UTF-8, or the WebSocket itself is closed; what is not becomes U+FFFD. */
function asText(bytes: Buffer): string {
  return bytes.toString('utf8');
}

function nested(random: Random): string {
  const depth = random.pick([10, 1_000, 20_000]);
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"params":', '}'],
    ['{"id":1,"method":"mute","params":{"kind":', '}}'],
  ] as const);
  const fits = Math.min(depth, Math.floor(60_000 / (open.length + close.length)));
  return open.repeat(fits) + (random.chance(2) ? `0${close.repeat(fits)}` : '');
}

/** The same request with something long in it, up to the bound of a frame and a little beyond. */
function padded(text: string, random: Random): string {
  const length = random.pick([1_000, 60_000, 65_500, 70_000]);
  return `${text.slice(0, -1)},"x":"${random.pick(['a', '\\u0000', '\\"', '€']).repeat(length / 6)}"}`;
}
