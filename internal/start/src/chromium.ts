import { findProgram } from './system-programs.ts';

/** A Chromium without a screen that asks nobody, asks nothing of the internet, and does not slow down what is not seen. */
export const CHROMIUM_FLAGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-renderer-backgrounding',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--autoplay-policy=no-user-gesture-required',
];

/** The Chromium that `CHROMIUM_PATH` names, or the first on the PATH. Throws where there is none. */
export function chromiumPath(): string {
  const found = process.env.CHROMIUM_PATH || findProgram('chromium');
  if (!found) throw new Error('There is no Chromium on the PATH; CHROMIUM_PATH may name one.');
  return found;
}
