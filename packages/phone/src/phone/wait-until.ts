const POLL_MS = 20;

/** Waits, in real time, until `condition` gives something truthy and gives that; `explain` is added to the rejection. */
export async function waitUntil<T>(
  condition: () => T | Promise<T>,
  timeoutMs: number,
  explain: () => string,
): Promise<NonNullable<T>> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const value = await condition();
    if (value) return value as NonNullable<T>;
    if (Date.now() > end) throw new Error(`not within ${timeoutMs} ms: ${condition}\n${explain()}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
