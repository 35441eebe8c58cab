import type { Phone } from './phone.ts';

/** Rounds of waiting: a program that never stops talking must not hold the clock for ever. */
const ROUNDS = 20;

/**
 * Settles once no phone's network expects anything, as `phone.quiet()` says: asked again until a round saw no frame at
 * all, because what one phone sent may still make the server talk to another. Never rejects.
 */
export async function allQuiet(phones: readonly Phone[]): Promise<void> {
  const traffic = () => phones.reduce((sum, phone) => sum + phone.traffic, 0);
  for (let round = 0; round < ROUNDS; round++) {
    const before = traffic();
    await Promise.all(phones.map((phone) => phone.quiet()));
    if (traffic() === before) return;
  }
}
