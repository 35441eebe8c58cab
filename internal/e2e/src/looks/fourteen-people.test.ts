import { OWN_UID, startUiCall, type UiCall } from '@callgrid/bench/ui-call';
import { type SeenRequest, spyRequests } from '@callgrid/gateway/test/spy-requests';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demo } from '../phone-call.ts';
import { startUiGateway } from '../ui-gateway.ts';

const requests: SeenRequest['request'][] = [];
spyRequests(({ request }) => void requests.push(request));

/** The players of a page, by what a phone of that kind stands. */
describe.each([
  { platform: 'ios', players: 8 },
  { platform: 'android', players: 6 },
] as const)('a call of 14 on $platform', ({ platform, players }) => {
  let call: UiCall;
  beforeAll(async () => {
    const gateway = await startUiGateway();
    call = await startUiCall({ gateway, dist: demo, others: 13, device: { platform } });
  });
  afterAll(async () => {
    const { violations, errors } = call.phone;
    await call.stop();
    expect([violations, errors]).toEqual([[], []]);
  });
  beforeEach(() => {
    requests.length = 0;
  });

  const tile = (uid: number) => `#callgrid-tile-${uid}`;
  const all = () => [...call.others.keys()];
  const seen = () => all().filter((uid) => call.phone.exists(tile(uid)));
  const played = () => all().filter((uid) => call.phone.exists(`${tile(uid)} live-player`));
  const isFull = (uid: number) => call.phone.exists(`.is-full ${tile(uid)}`);
  const isLarge = (uid: number) => call.phone.exists(`.is-large ${tile(uid)}`);
  const isEven = () => !call.phone.exists('.callgrid-slot.is-large');
  /** Which streams the phone asked for, or gave back. */
  const asked = (method: 'subscribe' | 'unsubscribe') =>
    requests.flatMap((it) => (it.method === method ? Number(it.params.uid) : [])).sort((a, b) => a - b);

  /** Does it, and checks that every stream played before and after is played by the same element. */
  async function change(what: string, act: () => unknown, isShown: () => boolean): Promise<void> {
    const before = elements();
    await act();
    await call.until(what, isShown);
    await call.clock.advance(1_000);
    const after = elements();
    const stayed = Object.keys(before).filter((uid) => uid in after);
    expect(Object.fromEntries(stayed.map((uid) => [uid, after[uid]]))).toEqual(
      Object.fromEntries(stayed.map((uid) => [uid, before[uid]])),
    );
    expect(Object.keys(after).length).toBe(1 + played().length);
    expect(stayed).toContain(String(OWN_UID));
  }

  /** The number of the native element of each stream: another one would have another. */
  function elements(): Record<string, number> {
    return Object.fromEntries(call.phone.natives().map(({ nid, dataset }) => [String(dataset.uid), nid]));
  }

  async function chooseFor(uid: number, what: 'pin' | 'full'): Promise<void> {
    call.phone.tap(`${tile(uid)}-menu`);
    await call.until('the menu', () => call.phone.exists(`#callgrid-menu-${what}`));
    call.phone.tap(`#callgrid-menu-${what}`);
  }

  it('plays as many as it stands, shows who is beyond without a picture, and says how many are elsewhere', () => {
    expect(played()).toEqual(all().slice(0, players));
    expect(seen()).toEqual(all().slice(0, players + 1));
    expect(call.phone.text('.callgrid-page-number')).toContain(`+${13 - players - 1}`);
  });

  it('shows one in full, and as before, without a native element more or less', async () => {
    const [first] = all() as [number];
    const before = elements();
    await change(
      'full',
      () => chooseFor(first, 'full'),
      () => isFull(first),
    );
    expect(elements()).toEqual(before);
    await change(
      'as before',
      () => chooseFor(first, 'full'),
      () => !isFull(first),
    );
    expect(elements()).toEqual(before);
    expect([asked('subscribe'), asked('unsubscribe')]).toEqual([[], []]);
  });

  it('pins one, lays all otherwise, and gives back who is seen no more', async () => {
    const [, second] = all() as [number, number];
    const before = played();
    await change(
      'pinned',
      () => chooseFor(second, 'pin'),
      () => isLarge(second),
    );
    expect(played()).toContain(second);
    expect(played().length).toBeLessThan(players);
    await call.until('it is given back', () => asked('unsubscribe').length > 0);
    expect(asked('unsubscribe')).toEqual(before.filter((uid) => !played().includes(uid)));
    await change(
      'let go',
      () => chooseFor(second, 'pin'),
      () => isEven() && played().length === players,
    );
    expect(asked('subscribe')).toEqual(asked('unsubscribe'));
  });

  it('makes one large by a tap, and another', async () => {
    const [first, second] = all() as [number, number];
    for (const uid of [first, second])
      await change(
        'large',
        () => call.phone.tap(`${tile(uid)} .callgrid-picture`),
        () => isLarge(uid),
      );
    await change(
      'even',
      () => call.phone.tap(`${tile(second)} .callgrid-picture`),
      () => isEven() && played().length === players,
    );
  });

  it('lies as is chosen from its sheet', async () => {
    const { phone } = call;
    phone.tap('#callgrid-more');
    await call.until('the sheet', () => phone.exists('#callgrid-layout-speaker'));
    const choose = (layout: string) => () => phone.tap(`#callgrid-layout-${layout}`);
    await change('one large', choose('speaker'), () => !isEven());
    await change('all even', choose('grid'), () => isEven() && played().length === players);
    await change('as before', choose('auto'), isEven);
    phone.tap('.callgrid-menu-shade');
    await call.until('no sheet', () => !phone.exists('#callgrid-layout-auto'));
  });

  it('brings in who speaks on another page, in the place of one, and moves nobody else', async () => {
    const speaker = all().at(-1)!;
    const before = seen();
    await change(
      'the speaker',
      () => call.others.get(speaker)!.setSpeaking(true),
      () => played().includes(speaker),
    );
    await call.until('it is told', () => asked('unsubscribe').length > 0);
    const gone = before.filter((uid) => !seen().includes(uid));
    expect(gone.length).toBe(1);
    expect([asked('subscribe'), asked('unsubscribe')]).toEqual([[speaker], gone]);
    call.others.get(speaker)!.setSpeaking(false);
    await call.clock.advance(1_000);
  });

  it('turns on its side and back', async () => {
    const frame = () => call.phone.attribute('.callgrid-tiles', 'style');
    const upright = frame();
    await change(
      'landscape',
      () => expect(call.phone.rotate()).toBe(true),
      () => frame() !== upright,
    );
    await change(
      'portrait',
      () => call.phone.rotate(),
      () => frame() === upright,
    );
  });

  it('turns its pages, and subscribes just what they show', async () => {
    const { pages } = pageOf();
    for (let page = 1; page < pages; page++) {
      const before = played();
      requests.length = 0;
      await change(
        'the next page',
        () => call.phone.tap('#callgrid-page-on'),
        () => pageOf().page === page,
      );
      await call.until('its streams', () => played().length === Math.min(seen().length, players));
      await call.clock.advance(500);
      const after = played();
      expect(asked('subscribe')).toEqual(after.filter((uid) => !before.includes(uid)));
      expect(asked('unsubscribe')).toEqual(before.filter((uid) => !after.includes(uid)));
    }
  });

  /** As the pager says it: `1 / 2 · +4`. */
  function pageOf(): { page: number; pages: number } {
    const [page, pages] = call.phone.text('.callgrid-page-number').match(/\d+/g)!.map(Number) as [
      number,
      number,
    ];
    return { page: page - 1, pages };
  }
});
