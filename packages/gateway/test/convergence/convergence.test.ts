import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { type Step, steps } from './action.ts';
import { Coverage, converge, plantedFaults } from './converge.ts';
import { onceFailed } from './once-failed.ts';

const RUNS = Number(process.env.CALLGRID_CONVERGENCE_RUNS ?? 2_000);

describe('whatever happens to a call', () => {
  it('comes to rest with everybody seeing the room that the gateway has', { timeout: 300_000 }, async () => {
    const coverage = new Coverage();
    const property = fc.asyncProperty(steps, async (all) => {
      coverage.add(all);
      await converge(all);
    });
    await fc.assert(property, { numRuns: RUNS });
    console.log(
      `${coverage.runs} sequences, ${coverage.withCut} with a cut, ${coverage.withRestart} with a restart`,
    );
    console.table(coverage.actions);
    const rarest = Math.min(...Object.values(coverage.actions));
    expect(rarest).toBeGreaterThanOrEqual(RUNS / 4);
    expect(coverage.withCut).toBeGreaterThanOrEqual(RUNS / 2);
    expect(coverage.withRestart).toBeGreaterThanOrEqual(RUNS / 10);
  });

  test.each(Object.entries(onceFailed))('also where it once did not: %s', async (_, all) => {
    await converge(all);
  });
});

describe('the check', () => {
  it.each(Object.entries(plantedFaults))('finds %s', { timeout: 300_000 }, async (name, fault) => {
    const property = fc.asyncProperty(steps, (all: Step[]) => converge(all, fault));
    const found = await fc.check(property, { numRuns: RUNS, endOnFailure: true });
    console.log(`${name}: found in sequence ${found.numRuns}`);
    expect(found.failed).toBe(true);
  });
});
