/** Opus counts time in samples of 48 kHz, whatever it carries (RFC 7587 §4.1). */
export const OPUS_RATE = 48_000;

/** Milliseconds of sound in an Opus packet (RFC 6716 §3.1, §3.2); undefined for what is none. */
export function opusDuration(packet: Buffer): number | undefined {
  const [toc, count] = packet;
  if (toc === undefined) return undefined;
  const frames = [1, 2, 2, (count ?? 0) & 0x3f][toc & 3]!;
  const duration = frames * frameDuration(toc >> 3);
  return duration > 0 && duration <= 120 ? duration : undefined;
}

/** What stands for a lost packet: as many frames without a byte, for which a decoder makes up the sound (RFC 6716 §4.4). */
export function lostOpus(like: Buffer): Buffer {
  const [toc = 0, count = 0] = like;
  const code = toc & 3;
  if (code === 3) return Buffer.of(toc, count & 0x3f);
  return Buffer.of(code === 0 ? toc : (toc & 0xfc) | 1);
}

function frameDuration(config: number): number {
  if (config < 12) return [10, 20, 40, 60][config & 3]!;
  if (config < 16) return config & 1 ? 20 : 10;
  return [2.5, 5, 10, 20][config & 3]!;
}

/** The header of Opus in Ogg (RFC 7845 §5.1), and its empty comments (§5.2). */
export function opusHeaders(channels: number): readonly [Buffer, Buffer] {
  const head = Buffer.alloc(19);
  head.write('OpusHead');
  head[8] = 1;
  head[9] = channels;
  head.writeUInt32LE(OPUS_RATE, 12);
  const tags = Buffer.alloc(16);
  tags.write('OpusTags');
  return [head, tags];
}
