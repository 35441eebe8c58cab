import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** The certificate of an earlier start while it fits this host, so that browsers ask once; otherwise a new one. */
export async function ownCertificate(folder: string, host: string): Promise<Certificate> {
  const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  if (existsSync(files.cert) && existsSync(files.key)) {
    const known = { cert: readFileSync(files.cert, 'utf8'), key: readFileSync(files.key, 'utf8') };
    if (fits(known.cert, host)) return known;
  }
  const name = isIP(host) ? { type: 7 as const, ip: host } : { type: 2 as const, value: host };
  const made = await generate([{ name: 'commonName', value: 'CallGrid on this machine' }], {
    keySize: 2048,
    algorithm: 'sha256',
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [name, { type: 2, value: 'localhost' }, { type: 7, ip: '127.0.0.1' }],
      },
    ],
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(files.cert, made.cert);
  writeFileSync(files.key, made.private, { mode: 0o600 });
  return { cert: made.cert, key: made.private };
}

function fits(pem: string, host: string): boolean {
  const certificate = new X509Certificate(pem);
  const isFor = isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host);
  return isFor !== undefined && Date.parse(certificate.validTo) > Date.now();
}
