import { createHmac } from 'node:crypto';

/**
 * The digest handshake that Flash Player 9 and FMS 3 brought; Adobe's RTMP 1.0 does not describe it, librtmp and
 * ffmpeg do. Block: time(4) version(4) then two parts of 764 bytes, one of which hides a 32-byte digest at an offset
 * that the sum of four of its bytes gives.
 */
export const HANDSHAKE_BYTES = 1536;
export const DIGEST_BYTES = 32;

const SUFFIX = Buffer.from('f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae', 'hex');
export const PLAYER_KEY = Buffer.from('Genuine Adobe Flash Player 001');
export const SERVER_KEY = Buffer.from('Genuine Adobe Flash Media Server 001');
export const SERVER_FULL_KEY = Buffer.concat([SERVER_KEY, SUFFIX]);
export const PLAYER_FULL_KEY = Buffer.concat([PLAYER_KEY, SUFFIX]);

/** Scheme 0 hides the digest in the first part (from byte 8), scheme 1 in the second (from byte 772). */
export type DigestScheme = 0 | 1;

/** Where the digest stands in a C1 or S1 block. */
export function digestOffset(block: Buffer, scheme: DigestScheme): number {
  const base = scheme === 0 ? 8 : 772;
  const sum =
    block.readUInt8(base) + block.readUInt8(base + 1) + block.readUInt8(base + 2) + block.readUInt8(base + 3);
  return base + 4 + (sum % 728);
}

/** The digest a block should have: HMAC-SHA-256 over everything but the digest itself. */
export function blockDigest(block: Buffer, offset: number, key: Buffer): Buffer {
  return createHmac('sha256', key)
    .update(block.subarray(0, offset))
    .update(block.subarray(offset + DIGEST_BYTES))
    .digest();
}

/** The scheme by which a block is signed with `key`, and its digest; undefined for the simple handshake. */
export function findDigest(block: Buffer, key: Buffer): { scheme: DigestScheme; digest: Buffer } | undefined {
  for (const scheme of [0, 1] as const) {
    const offset = digestOffset(block, scheme);
    const digest = block.subarray(offset, offset + DIGEST_BYTES);
    if (blockDigest(block, offset, key).equals(digest)) return { scheme, digest };
  }
  return undefined;
}

/** Signs a C1 or S1 block in place. */
export function signBlock(block: Buffer, scheme: DigestScheme, key: Buffer): void {
  const offset = digestOffset(block, scheme);
  blockDigest(block, offset, key).copy(block, offset);
}

/** Signs a C2 or S2 block in place: its last 32 bytes prove that the other side's digest was read. */
export function signAnswer(block: Buffer, peerDigest: Buffer, fullKey: Buffer): void {
  const key = createHmac('sha256', fullKey).update(peerDigest).digest();
  const end = HANDSHAKE_BYTES - DIGEST_BYTES;
  createHmac('sha256', key).update(block.subarray(0, end)).digest().copy(block, end);
}
