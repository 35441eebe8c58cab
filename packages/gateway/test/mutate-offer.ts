type Random = () => number;
type Mutation = (lines: string[], random: Random) => string[];

const below = (random: Random, end: number) => Math.floor(random() * end);
const pick = <Item>(random: Random, items: readonly Item[]): Item => items[below(random, items.length)]!;

const spliced = (lines: readonly string[], at: number, removed: number, added: readonly string[]) => [
  ...lines.slice(0, at),
  ...added,
  ...lines.slice(at + removed),
];
const replaced = (lines: readonly string[], at: number, line: string) => spliced(lines, at, 1, [line]);

/** What an attacker, a broken client or a broken network makes of an offer. */
const mutations: readonly Mutation[] = [
  (lines, random) => spliced(lines, below(random, lines.length), 1 + below(random, 8), []),
  (lines, random) => lines.slice(0, below(random, lines.length)),
  (lines, random) => lines.slice(below(random, lines.length)),
  (lines, random) => {
    const [from, to] = [below(random, lines.length), below(random, lines.length)];
    return replaced(replaced(lines, from, lines[to]!), to, lines[from]!);
  },
  (lines, random) => {
    const at = below(random, lines.length);
    return spliced(lines, at, 0, Array<string>(1 + below(random, 200)).fill(lines[at]!));
  },
  (lines, random) => {
    const at = below(random, lines.length);
    const line = lines[at]!;
    const cut = below(random, line.length + 1);
    return replaced(
      lines,
      at,
      line.slice(0, cut) + pick(random, GARBAGE) + line.slice(cut + below(random, 4)),
    );
  },
  // A number is another, everywhere or once.
  (lines, random) => {
    const numbers = [...lines.join('\n').matchAll(/\d+/g)].map(([number]) => number);
    return lines.join('\n').replaceAll(pick(random, numbers), pick(random, NUMBERS)).split('\n');
  },
  (lines, random) => {
    const [from, to] = pick(random, WORDS);
    return lines.map((line) => line.replaceAll(from, to));
  },
  (lines, random) => [...lines, ...Array.from({ length: below(random, 60) }, () => pick(random, lines))],
  (lines, random) => lines.map((line) => (random() < 0.1 ? '' : line)),
];

const GARBAGE = [
  '\0',
  '\u{1f4a5}',
  '%s%n',
  ' ',
  ':',
  '=',
  '\r',
  '\n',
  '\ud800',
  'a'.repeat(5_000),
  '../',
  '-1',
];
const NUMBERS = ['0', '-1', '65536', '4294967296', '9'.repeat(40), '1e309', 'NaN', ''];
const WORDS: readonly (readonly [string, string])[] = [
  ['H264', 'H265'],
  ['H264/90000', 'H264/0'],
  ['opus/48000/2', 'opus/0/0'],
  ['opus', 'PCMU'],
  ['UDP/TLS/RTP/SAVPF', 'RTP/AVP'],
  ['m=', 'n='],
  ['m=video', 'm=application'],
  ['sha-256', 'md5'],
  ['a=ice-ufrag:', 'a=ice-ufrag:\u0001'],
  ['a=ice-pwd:', 'a=ice-pwd: '],
  ['a=mid:', 'a=mid:mid mid'],
  ['BUNDLE 0 1', 'BUNDLE 1 0 7'],
  ['a=fingerprint', 'a=fingerprints'],
  ['actpass', 'holdconn'],
  ['v=0', 'v=1'],
];

/** The offer after one to six mutations. */
export function mutateOffer(offer: string, random: Random): string {
  let lines = offer.split('\r\n');
  for (let left = 1 + below(random, 6); left > 0; left -= 1)
    if (lines.length > 0) lines = pick(random, mutations)(lines, random);
  return lines.join('\r\n');
}
