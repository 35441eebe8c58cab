import { NalType, nalType } from './nal-unit.ts';

/** F, NRI and type of a NAL unit that takes others in, and the size before each of them. */
const AGGREGATE_HEADER = 1;
const AGGREGATE_SIZE = 2;
/** FU indicator and FU header. */
const FRAGMENT_HEADER = 2;

/**
 * The RTP payloads of one access unit in packetization mode 1 (RFC 6184 §6.3), in order, none above `maxBytes`. Small
 * parameter sets and SEI share a payload. The marker goes on the last, which is the sender's to set. Empty NAL units
 * are left out, and a NAL unit that fits alone is not copied.
 */
export function packetise(nals: readonly Buffer[], maxBytes = 1_200): Buffer[] {
  const payloads: Buffer[] = [];
  let group: Buffer[] = [];
  let groupBytes = AGGREGATE_HEADER;
  const endGroup = () => {
    if (group.length > 0) payloads.push(aggregate(group));
    group = [];
    groupBytes = AGGREGATE_HEADER;
  };
  for (const nal of nals) {
    if (nal.length === 0) continue;
    const added = AGGREGATE_SIZE + nal.length;
    if (groupBytes + added > maxBytes || !canShare(nal)) endGroup();
    if (canShare(nal) && AGGREGATE_HEADER + added <= maxBytes) {
      group.push(nal);
      groupBytes += added;
    } else if (nal.length <= maxBytes) payloads.push(nal);
    else payloads.push(...fragment(nal, maxBytes));
  }
  endGroup();
  return payloads;
}

function canShare(nal: Buffer): boolean {
  const type = nalType(nal);
  return type >= NalType.sei && type <= NalType.delimiter;
}

function aggregate(nals: readonly Buffer[]): Buffer {
  const [only] = nals;
  if (only && nals.length === 1) return only;
  // The importance of the most important one (RFC 6184 §5.7).
  const importance = Math.max(...nals.map((nal) => nal.readUInt8(0) & 0x60));
  const parts = nals.flatMap((nal) => [Buffer.of(nal.length >> 8, nal.length & 0xff), nal]);
  return Buffer.concat([Buffer.of(importance | NalType.stapA), ...parts]);
}

/** FU-A, in parts of about the same size: a last one of a few bytes would cost a packet as well. */
function fragment(nal: Buffer, maxBytes: number): Buffer[] {
  const header = nal.readUInt8(0);
  const body = nal.subarray(1);
  const count = Math.ceil(body.length / (maxBytes - FRAGMENT_HEADER));
  const size = Math.ceil(body.length / count);
  const payloads: Buffer[] = [];
  for (let at = 0; at < body.length; at += size) {
    const part = body.subarray(at, at + size);
    const start = at === 0 ? 0x80 : 0;
    const end = at + size >= body.length ? 0x40 : 0;
    const payload = Buffer.allocUnsafe(FRAGMENT_HEADER + part.length);
    payload[0] = (header & 0xe0) | NalType.fuA;
    payload[1] = start | end | (header & 0x1f);
    payload.set(part, FRAGMENT_HEADER);
    payloads.push(payload);
  }
  return payloads;
}
