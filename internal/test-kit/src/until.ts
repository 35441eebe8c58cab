/**
 * Polls `condition` every 20 ms until it gives something truthy, and gives that.
 * For facts that no event tells, such as a colour measured in a picture.
 * Rejects after `timeoutMs` (default 5,000 ms) and names `what` was awaited.
 */
export async function until<T>(
  what: string,
  condition: () => T | Promise<T>,
  timeoutMs = 5_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value as NonNullable<T>;
    if (Date.now() > end) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
