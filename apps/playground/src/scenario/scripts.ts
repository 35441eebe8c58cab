import { company, type Happening, lengthOf, type Scenario } from '../call/happening.ts';

/** As data: `[ms, uid, what]`, with what belongs to it. */
const scenarios = {
  meeting: scenario('One after the other comes, until there are 16; then they go', [
    ...several(15, (n) => ({ at: n * 700, who: n + 1, what: 'joins' })),
    { at: 13_000, who: 9, what: 'shares' },
    { at: 16_000, who: 9, what: 'unshares' },
    ...several(13, (n) => ({ at: 17_000 + n * 500, who: n + 3, what: 'leaves' })),
  ]),
  churn: scenario('People come and go, and come again', [
    ...company(6),
    ...several(8, (n) => [
      { at: n * 1_500, who: 2 + (n % 5), what: 'leaves' },
      { at: n * 1_500 + 400, who: 10 + (n % 4), what: n % 8 < 4 ? 'joins' : 'leaves' },
      { at: n * 1_500 + 900, who: 2 + (n % 5), what: 'joins' },
    ]),
  ]),
  mutes: scenario('Microphones and cameras go off and on', [
    ...company(5),
    { at: 1_000, who: 2, what: 'mutes', kind: 'audio' },
    { at: 2_000, who: 3, what: 'mutes', kind: 'video' },
    { at: 3_000, who: 1, what: 'mutes', kind: 'video' },
    { at: 4_000, who: 3, what: 'mutes', kind: 'audio' },
    { at: 5_000, who: 2, what: 'unmutes', kind: 'audio' },
    { at: 6_000, who: 3, what: 'unmutes', kind: 'video' },
    { at: 7_000, who: 1, what: 'unmutes', kind: 'video' },
  ]),
  speakers: scenario('The word goes round, also to people on another page', [
    ...company(13),
    ...[2, 3, 13, 4, 12, 2].flatMap((who, n): Happening[] => [
      { at: 1_000 + n * 4_500, who, what: 'speaks' },
      { at: 4_500 + n * 4_500, who, what: 'falls silent' },
    ]),
  ]),
  badNetwork: scenario('The network gets worse, is gone, and comes back', [
    ...company(4),
    ...[2, 3, 4, 5].map((level, n): Happening => ({ at: 2_000 + n * 2_000, who: 3, what: 'network', level })),
    { at: 10_000, who: 3, what: 'loses' },
    { at: 13_000, who: 3, what: 'regains' },
    { at: 13_500, who: 3, what: 'network', level: 2 },
    { at: 15_000, who: 1, what: 'loses' },
    { at: 18_000, who: 1, what: 'regains' },
  ]),
  pusherFails: scenario('−1307: the own picture does not get out, then does', [
    ...company(2),
    { at: 2_000, who: 1, what: 'code', code: 1102 },
    { at: 4_000, who: 1, what: 'code', code: -1307 },
    { at: 7_000, who: 1, what: 'device', manner: 'broken' },
    { at: 14_000, who: 1, what: 'device', manner: 'works' },
    { at: 22_000, who: 1, what: 'code', code: 1102 },
    { at: 23_000, who: 1, what: 'code', code: 1002 },
  ]),
  playerFails: scenario(
    '−2301: a picture does not come, then does',
    [
      ...company(3),
      { at: 2_000, who: 2, what: 'code', code: 2103 },
      { at: 3_500, who: 2, what: 'code', code: 2004 },
      { at: 5_000, who: 3, what: 'code', code: -2301 },
      { at: 7_000, who: 4, what: 'device', manner: 'broken' },
      { at: 16_000, who: 4, what: 'device', manner: 'works' },
    ],
    24_000,
  ),
  phoneRings: scenario('5000: a phone call takes the devices, and gives them back', [
    ...company(3),
    { at: 2_000, who: 1, what: 'hides' },
    { at: 6_000, who: 1, what: 'shows' },
    { at: 10_000, who: 3, what: 'hides' },
    { at: 13_000, who: 3, what: 'shows' },
  ]),
  floatClosed: scenario('5001: the float window of the hidden app is closed', [
    ...company(3),
    { at: 2_000, who: 1, what: 'hides' },
    { at: 4_000, who: 1, what: 'code', code: 5001 },
    { at: 8_000, who: 1, what: 'shows' },
  ]),
  kicked: scenario('Somebody is put out, and then whoever looks at it', [
    ...company(4),
    { at: 3_000, who: 3, what: 'out', reason: 'kicked' },
    { at: 6_000, who: 1, what: 'out', reason: 'kicked' },
  ]),
  dissolved: scenario('The room is dissolved', [
    ...company(4),
    { at: 4_000, who: 1, what: 'out', reason: 'dissolved' },
  ]),
  connectionLost: scenario('The connection is lost, and does not come back', [
    ...company(3),
    { at: 3_000, who: 1, what: 'loses' },
    { at: 8_000, who: 1, what: 'out', reason: 'connectionLost' },
  ]),
} as const;

export type ScriptName = keyof typeof scenarios;

export interface Script extends Scenario {
  readonly title: string;
  readonly length: number;
}

/** The scenarios that come with the playground. */
export const scripts: Readonly<Record<ScriptName, Script>> = scenarios;

function scenario(title: string, happenings: readonly Happening[], length?: number): Script {
  const script = [...happenings].sort((one, other) => one.at - other.at);
  return { title, script, length: length ?? lengthOf({ script }) };
}

/** For each number from 1. */
function several(count: number, one: (n: number) => Happening | readonly Happening[]): readonly Happening[] {
  return Array.from({ length: count }, (_, index) => one(index + 1)).flat();
}
