import { readFile, writeFile } from 'node:fs/promises';

/** What stands in the drop-in where its gateway's address belongs. */
const PLACEHOLDER = '__CALLGRID_GATEWAY__';

/** The drop-in for NetEase's mini-program SDK, which this package carries. */
export const builtSdk = new URL('./nertc.cjs', import.meta.url);

/**
 * Whether `gateway` can be written into the drop-in: a ws:// or wss:// address without a fragment, of which no
 * character means anything in a JavaScript string.
 */
export function isSdkGateway(gateway: string): boolean {
  if (!/^wss?:\/\/[^\s/?#'"`\\$<>]+[^\s#'"`\\$<>]*$/i.test(gateway) || !URL.canParse(gateway)) return false;
  const { username, password } = new URL(gateway);
  return username === '' && password === '';
}

/**
 * Writes a copy of the drop-in at `from` to `out`, with the address in it. Rejects with Node's error where a file
 * cannot be read or written, and with an `Error` where `from` is no drop-in or the address none.
 */
export async function writeSdk(from: URL | string, gateway: string, out: string): Promise<void> {
  if (!isSdkGateway(gateway)) throw new Error(`"${gateway}" is no ws:// or wss:// address.`);
  const code = await readFile(from, 'utf8');
  if (!code.includes(PLACEHOLDER)) throw new Error(`${from} has no place for an address.`);
  await writeFile(
    out,
    code.replaceAll(PLACEHOLDER, () => gateway),
  );
}
