import { measureUiCost, type UiCost, uiBounds, uiEvents } from '@callgrid/bench/ui-cost';
import { beforeAll, describe, expect, it } from 'vitest';
import { demo } from './phone-call.ts';
import { startUiGateway } from './ui-gateway.ts';

describe.each([3, 8])('in a call with %i others', (others) => {
  let costs: readonly UiCost[];
  beforeAll(async () => {
    costs = await measureUiCost({ others, dist: demo, startGateway: startUiGateway });
  });

  it('shows everything that happens, each on its tile', () => {
    expect(costs.map(({ event }) => event)).toEqual(uiEvents);
  });

  it.each(Object.entries(uiBounds))('sends no more than it may: %s', (event, { calls, bytes }) => {
    const cost = costs.find((it) => it.event === event)!;
    expect(cost.calls).toBeLessThanOrEqual(calls);
    expect(cost.bytes).toBeLessThanOrEqual(bytes(others));
  });

  it('renders one tile for a mute, whoever else is there', () => {
    expect(costs.find(({ event }) => event === 'one mutes')).toMatchObject({ commits: 1, components: 2 });
  });
});
