/** What the run is drawn from; `CALLGRID_FUZZ_SEED` gives the one of a run before. */
export function readSeed(): number {
  const given = process.env.CALLGRID_FUZZ_SEED;
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(given);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new TypeError('CALLGRID_FUZZ_SEED is a whole number from 0 to 4294967295');
  return seed;
}
