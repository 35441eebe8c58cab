import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** This package's folder, as seen from where `bench.mjs` puts what it bundles. */
export const benchFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
