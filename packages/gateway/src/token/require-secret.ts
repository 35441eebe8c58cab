/** HS256 wants a secret of at least 256 bits (RFC 7518 §3.2). */
export const SECRET_LENGTH = 32;

/** Throws a `TypeError` for a secret that could be guessed. */
export function requireSecret(name: string, secret: string): void {
  if (secret.length >= SECRET_LENGTH) return;
  throw new TypeError(`the ${name} has ${secret.length} characters: give at least ${SECRET_LENGTH}`);
}
