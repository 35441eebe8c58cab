/** What frames of an attack ask for, so that they can be told from those of the call beside them. */
export const HOST = '127.0.0.2';
/** Attackers come from addresses that begin so: limits are for each address. */
export const ATTACKERS = '127.0.1.';

/** The address of an attacker's lane. */
export function attackerAddress(lane: number): string {
  return `${ATTACKERS}${1 + (lane % 200)}`;
}
