import { type CommitCounter, countCommits, type Renders } from './commit-counter.ts';
import { OWN_UID, startUiCall, type UiCall, type UiGateway } from './ui-call.ts';

/** What happens in a call, and what it may cost. */
export interface UiBound {
  /** Calls of `setData` at most. */
  readonly calls: number;
  /** All of them together, for this many tiles of others. */
  readonly bytes: (others: number) => number;
}

export const uiEvents = [
  'one joins',
  'one mutes',
  'one leaves',
  'network tick of all',
  'network tick without a change',
  'own network tick',
  'a tile’s menu opens',
  'full screen',
  'page turn',
] as const;
export type UiEvent = (typeof uiEvents)[number];

/** The most that each may cost; a menu and a page turn put new elements into the tree, and have none. */
export const uiBounds: Readonly<Partial<Record<UiEvent, UiBound>>> = {
  'one joins': { calls: 1, bytes: () => 1_500 },
  'one mutes': { calls: 1, bytes: () => 100 },
  'one leaves': { calls: 1, bytes: () => 600 },
  'network tick of all': { calls: 1, bytes: (others) => 40 + 30 * others },
  'own network tick': { calls: 1, bytes: (others) => 40 + 30 * others },
  'network tick without a change': { calls: 0, bytes: () => 0 },
  'full screen': { calls: 1, bytes: () => 300 },
};

export interface UiCost extends Renders {
  readonly event: UiEvent;
  readonly calls: number;
  readonly bytes: number;
}

export interface UiCostOptions {
  readonly others: number;
  /** The compiled demo. */
  readonly dist: string;
  startGateway(): Promise<UiGateway>;
}

/** Whatever an event brings besides comes by then, in ms of the phone; its next word of the network does not. */
const SETTLE_MS = 900;
/** Somebody of the others who is on the first page. */
const SOMEBODY = OWN_UID + 2;
const NEWCOMER = OWN_UID + 100;
/** At once, as on an iPhone. */
const MOST_PLAYERS = 8;
/** By then every device has told of its network, and it is shown, in ms. */
const CALM_MS = 4_000;

/**
 * What each event costs the phone of somebody with so many others in the room: in this order, each one over before the
 * next. Rejects when what happened is not shown, or not on its own tile alone.
 */
export async function measureUiCost({ others, dist, startGateway }: UiCostOptions): Promise<UiCost[]> {
  const counter = countCommits(dist);
  const call = async () => ({ others, counter, gateway: await startGateway() });
  try {
    const whole = await inCall(await call(), measureEvents);
    const pageSize = Math.ceil(others / 2) + 1;
    const turned = await inCall({ ...(await call()), pageSize }, measurePageTurn);
    return [...whole, ...turned];
  } finally {
    counter.remove();
  }
}

interface Setting {
  readonly gateway: UiGateway;
  readonly others: number;
  readonly counter: CommitCounter;
  readonly pageSize?: number;
}

type Measure = (event: UiEvent, act: () => unknown, isShown: () => boolean) => Promise<UiCost>;

async function inCall(
  { gateway, others, counter, pageSize }: Setting,
  run: (call: UiCall, measure: Measure) => Promise<UiCost[]>,
): Promise<UiCost[]> {
  const { dist, onConsole } = counter;
  const query = pageSize === undefined ? undefined : { pageSize: String(pageSize) };
  const call = await startUiCall({ gateway, others, dist, onConsole, query });
  const { phone, clock } = call;
  try {
    const costs = await run(call, async (event, act, isShown) => {
      phone.resetSetData();
      counter.reset();
      await act();
      await call.until(event, isShown);
      await clock.advance(SETTLE_MS);
      if (!isShown()) throw new Error(`${event}: shown, and gone again`);
      const { calls, bytes } = phone.setData;
      return { event, calls, bytes, ...counter.renders };
    });
    if (phone.errors.length > 0) throw new Error(`on the phone: ${JSON.stringify(phone.errors)}`);
    return costs;
  } finally {
    await call.stop();
  }
}

async function measureEvents(call: UiCall, measure: Measure): Promise<UiCost[]> {
  const { phone, media, clock, others } = call;
  const somebody = others.get(SOMEBODY)!;
  const players = () => phone.count('live-player');
  const before = players();
  let newcomer = somebody;
  const costs = [
    await measure(
      'one joins',
      async () => {
        newcomer = await call.join(NEWCOMER);
      },
      () => phone.exists(tile(NEWCOMER)) && players() === Math.min(before + 1, MOST_PLAYERS),
    ),
    await measure(
      'one mutes',
      () => somebody.mute('audio'),
      () => phone.exists(`${tile(SOMEBODY)}.is-muted`) && phone.count('.is-muted') === 1,
    ),
  ];
  // The newcomer's network is known before it goes.
  await clock.advance(CALM_MS);
  costs.push(
    await measure(
      'one leaves',
      () => newcomer.leave(),
      () => !phone.exists(tile(NEWCOMER)) && players() === before,
    ),
  );

  const streams = phone.natives();
  const own = streams.filter(({ kind }) => kind === 'live-pusher');
  const tick = async (event: UiEvent, of: typeof streams, level: number) => {
    await clock.advance(CALM_MS);
    const tell = async () => {
      for (const { nid } of of) media.network(nid, { netQualityLevel: level });
      await clock.advance(1_000);
    };
    const tiles = of.map(({ kind, dataset }) => (kind === 'live-pusher' ? OWN_TILE : tile(dataset.uid)));
    return measure(event, tell, () => tiles.every((it) => barsOf(call, it) === 6 - level));
  };
  costs.push(await tick('network tick of all', streams, 3));
  costs.push(await tick('network tick without a change', streams, 3));
  costs.push(await tick('own network tick', own, 5));

  costs.push(
    await measure(
      'a tile’s menu opens',
      () => phone.tap(`${tile(SOMEBODY)}-menu`),
      () => phone.exists('#callgrid-menu-full'),
    ),
    await measure(
      'full screen',
      () => phone.tap('#callgrid-menu-full'),
      () => phone.exists(`.is-full ${tile(SOMEBODY)}`) && phone.count('.is-full') === 1,
    ),
  );
  return costs;
}

const OWN_TILE = '#callgrid-local';
const tile = (uid: unknown) => `#callgrid-tile-${uid}`;

/** How many bars a tile shows: its style reads a number of the stage's. */
function barsOf({ phone }: UiCall, selector: string): number {
  const [, name] =
    /var\((--q\d+)/.exec(phone.attribute(`${selector} .callgrid-network`, 'style') ?? '') ?? [];
  const [, bars] =
    new RegExp(`${name}: *(\\d)`).exec(phone.attribute('#callgrid-stage', 'style') ?? '') ?? [];
  return Number(bars);
}

async function measurePageTurn(call: UiCall, measure: Measure): Promise<UiCost[]> {
  const { phone, others } = call;
  const seen = () => [...others.keys()].filter((uid) => phone.exists(`#callgrid-tile-${uid} live-player`));
  const first = seen();
  const rest = [...others.keys()].filter((uid) => !first.includes(uid));
  const cost = await measure(
    'page turn',
    () => phone.tap('#callgrid-page-on'),
    () => seen().join() === rest.join(),
  );
  return [cost];
}
