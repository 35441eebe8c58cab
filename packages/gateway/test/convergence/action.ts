import { type MediaKind, mediaKinds, type Role, roles, type Source, sources } from '@callgrid/protocol';
import fc from 'fast-check';

/** Somebody, by place: the last one has the uid of the first, and so replaces it. */
export const PEOPLE = 5;

/** Whatever can happen to a call. */
export type Action =
  | {
      readonly type: 'join';
      readonly who: number;
      readonly role: Role;
      readonly publish: readonly MediaKind[];
      readonly autoSubscribe: boolean;
    }
  | { readonly type: 'leave' | 'cut' | 'hide' | 'show' | 'networkChanges'; readonly who: number }
  | {
      readonly type: 'publish' | 'unpublish';
      readonly who: number;
      readonly source: Source;
      readonly kinds: readonly MediaKind[];
    }
  | {
      readonly type: 'subscribe' | 'unsubscribe';
      readonly who: number;
      readonly whose: number;
      readonly source: Source;
    }
  | { readonly type: 'mute' | 'unmute'; readonly who: number; readonly kind: MediaKind }
  | { readonly type: 'setRole'; readonly who: number; readonly role: Role }
  | { readonly type: 'kick'; readonly who: number }
  /** Its frames take this long from now on, in milliseconds. */
  | { readonly type: 'delay'; readonly who: number; readonly latency: number }
  | {
      readonly type: 'media';
      readonly who: number;
      readonly source: Source;
      readonly kind: MediaKind;
      readonly media: 'live' | 'stalled';
    }
  | { readonly type: 'restart'; readonly how: 'stop' | 'kill' };

/** All of them, so that one which nothing generates is missed. */
export const actionTypes = Object.keys({
  join: 0,
  leave: 0,
  cut: 0,
  hide: 0,
  show: 0,
  networkChanges: 0,
  publish: 0,
  unpublish: 0,
  subscribe: 0,
  unsubscribe: 0,
  mute: 0,
  unmute: 0,
  setRole: 0,
  kick: 0,
  delay: 0,
  media: 0,
  restart: 0,
} satisfies Record<Action['type'], 0>) as Action['type'][];

/** An action, and how long nothing follows it, in milliseconds. */
export interface Step {
  readonly action: Action;
  readonly wait: number;
}

const who = fc.nat({ max: PEOPLE - 1 });
const kind = fc.constantFrom(...mediaKinds);
const kinds = fc.subarray([...mediaKinds], { minLength: 1 });
const source = fc.constantFrom(...sources);
const role = fc.constantFrom(...roles);
const of = <Type extends Action['type']>(...types: Type[]) => fc.constantFrom(...types);

const action: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: of('join'),
      who,
      role,
      publish: fc.subarray([...mediaKinds]),
      autoSubscribe: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: of('publish', 'unpublish'), who, source, kinds }) },
  { weight: 2, arbitrary: fc.record({ type: of('subscribe', 'unsubscribe'), who, whose: who, source }) },
  { weight: 3, arbitrary: fc.record({ type: of('mute', 'unmute'), who, kind }) },
  { weight: 2, arbitrary: fc.record({ type: of('setRole'), who, role }) },
  { weight: 2, arbitrary: fc.record({ type: of('leave', 'kick'), who }) },
  { weight: 2, arbitrary: fc.record({ type: of('cut'), who }) },
  { weight: 3, arbitrary: fc.record({ type: of('hide', 'show', 'networkChanges'), who }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: of('delay'), who, latency: fc.constantFrom(1, 40, 700, 3_000) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: of('media'),
      who,
      source,
      kind,
      media: fc.constantFrom('live' as const, 'stalled' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: of('restart'), how: fc.constantFrom('stop' as const, 'kill' as const) }),
  },
);

/** Mostly close together; now and then long enough for a seat, or a client's patience, to run out. */
const wait = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 60 }) },
  { weight: 3, arbitrary: fc.integer({ min: 200, max: 5_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(12_000, 31_000, 65_000, 310_000) },
);

export const steps: fc.Arbitrary<Step[]> = fc.array(fc.record({ action, wait }), {
  minLength: 8,
  maxLength: 40,
});
