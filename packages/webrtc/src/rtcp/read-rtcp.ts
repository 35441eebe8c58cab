import { fromNtp } from './ntp-time.ts';
import { FeedbackFormat, REMB, type ReceptionReport, type RtcpPacket, RtcpType } from './rtcp-packet.ts';

/** Of one datagram; what is beyond is not read. */
const MAX_PACKETS = 32;
/** Sequences in one NACK; more than any sender here keeps cannot be asked for. */
const MAX_LOST = 1_024;

/**
 * Reads a datagram of one or more RTCP packets (RFC 3550 §6.1, RFC 5506). Skips what it does not know, ends where
 * lengths go wrong, and never throws.
 */
export function readRtcp(bytes: Buffer): RtcpPacket[] {
  const packets: RtcpPacket[] = [];
  let offset = 0;
  for (let count = 0; count < MAX_PACKETS && offset + 4 <= bytes.length; count += 1) {
    const first = bytes.readUInt8(offset);
    const end = offset + 4 + 4 * bytes.readUInt16BE(offset + 2);
    if (first >> 6 !== 2 || end > bytes.length) break;
    const padding = (first & 0x20) !== 0 ? bytes.readUInt8(end - 1) : 0;
    const body = bytes.subarray(offset + 4, Math.max(offset + 4, end - padding));
    const packet = readPacket(bytes.readUInt8(offset + 1), first & 0x1f, body);
    if (packet) packets.push(packet);
    offset = end;
  }
  return packets;
}

/** `count` is the five bits that say how many, or which feedback. */
function readPacket(type: number, count: number, body: Buffer): RtcpPacket | undefined {
  switch (type) {
    case RtcpType.senderReport:
      return readSenderReport(count, body);
    case RtcpType.receiverReport:
      if (body.length < 4) return undefined;
      return { type: 'receiverReport', ssrc: body.readUInt32BE(0), reports: readReports(body, 4, count) };
    case RtcpType.bye:
      return { type: 'bye', ssrcs: readSsrcs(body, 0, count) };
    case RtcpType.transportFeedback:
      if (count !== FeedbackFormat.nack || body.length < 8) return undefined;
      return { type: 'nack', ...readFeedback(body), lost: readLost(body) };
    case RtcpType.payloadFeedback:
      return body.length < 8 ? undefined : readPayloadFeedback(count, body);
    default:
      return undefined;
  }
}

function readSenderReport(count: number, body: Buffer): RtcpPacket | undefined {
  if (body.length < 24) return undefined;
  return {
    type: 'senderReport',
    ssrc: body.readUInt32BE(0),
    ntp: fromNtp(body.readUInt32BE(4), body.readUInt32BE(8)),
    rtpTimestamp: body.readUInt32BE(12),
    packets: body.readUInt32BE(16),
    bytes: body.readUInt32BE(20),
    reports: readReports(body, 24, count),
  };
}

function readReports(body: Buffer, start: number, count: number): ReceptionReport[] {
  const reports: ReceptionReport[] = [];
  for (let at = start; reports.length < count && at + 24 <= body.length; at += 24) {
    reports.push({
      ssrc: body.readUInt32BE(at),
      fractionLost: body.readUInt8(at + 4) / 256,
      packetsLost: body.readIntBE(at + 5, 3),
      highestSequence: body.readUInt32BE(at + 8),
      jitter: body.readUInt32BE(at + 12),
      lastSenderReport: body.readUInt32BE(at + 16),
      sinceSenderReportMs: (body.readUInt32BE(at + 20) * 1_000) / 65_536,
    });
  }
  return reports;
}

function readPayloadFeedback(format: number, body: Buffer): RtcpPacket | undefined {
  const feedback = readFeedback(body);
  if (format === FeedbackFormat.pictureLoss) return { type: 'pictureLoss', ...feedback };
  if (format === FeedbackFormat.fullIntra) {
    const requests = [];
    for (let at = 8; at + 8 <= body.length && requests.length < MAX_PACKETS; at += 8) {
      requests.push({ ssrc: body.readUInt32BE(at), sequence: body.readUInt8(at + 4) });
    }
    return { type: 'fullIntra', senderSsrc: feedback.senderSsrc, requests };
  }
  if (format !== FeedbackFormat.application || body.length < 16) return undefined;
  if (!body.subarray(8, 12).equals(REMB)) return undefined;
  // Six bits of exponent, eighteen of mantissa.
  const rate = body.readUIntBE(13, 3);
  return {
    type: 'bitrateLimit',
    senderSsrc: feedback.senderSsrc,
    bitsPerSecond: (rate & 0x3ffff) * 2 ** (rate >> 18),
    ssrcs: readSsrcs(body, 16, body.readUInt8(12)),
  };
}

function readFeedback(body: Buffer) {
  return { senderSsrc: body.readUInt32BE(0), mediaSsrc: body.readUInt32BE(4) };
}

function readSsrcs(body: Buffer, start: number, count: number): number[] {
  const ssrcs: number[] = [];
  for (let at = start; ssrcs.length < count && at + 4 <= body.length; at += 4)
    ssrcs.push(body.readUInt32BE(at));
  return ssrcs;
}

/** Each entry names a sequence, and with a bit each of the 16 after it those that are lost too (RFC 4585 §6.2.1). */
function readLost(body: Buffer): number[] {
  const lost: number[] = [];
  for (let at = 8; at + 4 <= body.length && lost.length < MAX_LOST; at += 4) {
    const first = body.readUInt16BE(at);
    const following = body.readUInt16BE(at + 2);
    lost.push(first);
    for (let bit = 0; bit < 16; bit += 1) {
      if ((following >> bit) & 1) lost.push((first + bit + 1) & 0xffff);
    }
  }
  return lost.slice(0, MAX_LOST);
}
