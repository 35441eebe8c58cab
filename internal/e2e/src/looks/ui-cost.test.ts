import { measureUiCost, type UiCost, type UiEvent, uiBounds, uiEvents } from '@callgrid/bench/ui-cost';
import { beforeAll, describe, expect, it } from 'vitest';
import { demo } from '../phone-call.ts';
import { startUiGateway } from '../ui-gateway.ts';

const sizes = [3, 8];
const costs = new Map<number, readonly UiCost[]>();
const costOf = (others: number, event: UiEvent) => costs.get(others)!.find((it) => it.event === event)!;

beforeAll(async () => {
  for (const others of sizes)
    costs.set(others, await measureUiCost({ others, dist: demo, startGateway: startUiGateway }));
});

describe.each(sizes)('a call with %i others', (others) => {
  it('shows everything that happens, each on its tile', () => {
    expect(costs.get(others)!.map(({ event }) => event)).toEqual(uiEvents);
  });

  it.each(Object.keys(uiBounds) as UiEvent[])('sends its view no more than it may: %s', (event) => {
    const { calls, bytes } = uiBounds[event]!;
    expect(costOf(others, event).calls).toBeLessThanOrEqual(calls);
    expect(costOf(others, event).bytes).toBeLessThanOrEqual(bytes(others));
  });
});

it('renders one tile for a mute, whoever else is there', () => {
  const [few, many] = sizes.map((others) => costOf(others, 'one mutes').components);
  expect(few).toBe(many);
  // A slot's tile, what it is made of, and what is pressed on it.
  expect(few).toBeLessThanOrEqual(5);
});
