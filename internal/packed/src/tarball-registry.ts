import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Tarball } from './pack-all.ts';

export interface TarballRegistry {
  readonly url: string;
  close(): void;
}

/** A package registry of these tarballs alone, so that a README's commands are run as they are written. */
export async function startTarballRegistry(tarballs: readonly Tarball[]): Promise<TarballRegistry> {
  const server = createServer((request, response) => {
    const asked = decodeURIComponent(request.url!.slice(1));
    const packed = tarballs.find(({ name, file }) => [name, path.basename(file)].includes(asked));
    if (!packed) return response.writeHead(404).end('{}');
    const bytes = readFileSync(packed.file);
    if (asked !== packed.name) return response.end(bytes);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(document(packed, bytes, url)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => server.close() };
}

function document({ name, file, manifest }: Tarball, bytes: Buffer, registry: string): object {
  const { version } = manifest;
  const dist = { tarball: `${registry}/${path.basename(file)}`, integrity: integrityOf(bytes) };
  return { name, 'dist-tags': { latest: version }, versions: { [version]: { ...manifest, dist } } };
}

/** As package managers write it down. */
export function integrityOf(bytes: Buffer): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}
