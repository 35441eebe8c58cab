import { toNtp } from './ntp-time.ts';
import {
  type BitrateLimit,
  FeedbackFormat,
  REMB,
  type ReceptionReport,
  type RtcpPacket,
  RtcpType,
} from './rtcp-packet.ts';

/** What five bits can count. */
const MAX_COUNT = 31;

/**
 * Writes packets into one datagram. Reports come first, as RFC 3550 §6.1 wants it; feedback alone is sent as it is,
 * reduced in size (RFC 5506). There is no source description: browsers know our sources by the SDP.
 */
export function writeRtcp(packets: readonly RtcpPacket[]): Buffer {
  const reports = packets.filter(isReport);
  const others = packets.filter((packet) => !isReport(packet));
  return Buffer.concat([...reports, ...others].map(writePacket));
}

function isReport(packet: RtcpPacket): boolean {
  return packet.type === 'senderReport' || packet.type === 'receiverReport';
}

function writePacket(packet: RtcpPacket): Buffer {
  switch (packet.type) {
    case 'senderReport': {
      const reports = packet.reports.slice(0, MAX_COUNT);
      const bytes = frame(RtcpType.senderReport, reports.length, 24 + 24 * reports.length);
      const { seconds, fraction } = toNtp(packet.ntp);
      bytes.writeUInt32BE(packet.ssrc, 4);
      bytes.writeUInt32BE(seconds, 8);
      bytes.writeUInt32BE(fraction, 12);
      bytes.writeUInt32BE(packet.rtpTimestamp, 16);
      bytes.writeUInt32BE(packet.packets >>> 0, 20);
      bytes.writeUInt32BE(packet.bytes >>> 0, 24);
      writeReports(reports, bytes, 28);
      return bytes;
    }
    case 'receiverReport': {
      const reports = packet.reports.slice(0, MAX_COUNT);
      const bytes = frame(RtcpType.receiverReport, reports.length, 4 + 24 * reports.length);
      bytes.writeUInt32BE(packet.ssrc, 4);
      writeReports(reports, bytes, 8);
      return bytes;
    }
    case 'nack': {
      const entries = nackEntries(packet.lost);
      const bytes = frame(RtcpType.transportFeedback, FeedbackFormat.nack, 8 + 4 * entries.length);
      writeFeedback(packet.senderSsrc, packet.mediaSsrc, bytes);
      entries.forEach(({ first, following }, index) => {
        bytes.writeUInt16BE(first, 12 + 4 * index);
        bytes.writeUInt16BE(following, 14 + 4 * index);
      });
      return bytes;
    }
    case 'pictureLoss': {
      const bytes = frame(RtcpType.payloadFeedback, FeedbackFormat.pictureLoss, 8);
      writeFeedback(packet.senderSsrc, packet.mediaSsrc, bytes);
      return bytes;
    }
    case 'fullIntra': {
      const bytes = frame(RtcpType.payloadFeedback, FeedbackFormat.fullIntra, 8 + 8 * packet.requests.length);
      writeFeedback(packet.senderSsrc, 0, bytes);
      packet.requests.forEach(({ ssrc, sequence }, index) => {
        bytes.writeUInt32BE(ssrc, 12 + 8 * index);
        bytes.writeUInt8(sequence & 0xff, 16 + 8 * index);
      });
      return bytes;
    }
    case 'bitrateLimit':
      return writeBitrateLimit(packet);
    case 'bye': {
      const ssrcs = packet.ssrcs.slice(0, MAX_COUNT);
      const bytes = frame(RtcpType.bye, ssrcs.length, 4 * ssrcs.length);
      writeSsrcs(ssrcs, bytes, 4);
      return bytes;
    }
  }
}

/** A packet of zeros but for its header. */
function frame(type: number, count: number, bodyBytes: number): Buffer {
  const bytes = Buffer.alloc(4 + bodyBytes);
  bytes.writeUInt8(0x80 | count, 0);
  bytes.writeUInt8(type, 1);
  bytes.writeUInt16BE(bodyBytes / 4, 2);
  return bytes;
}

function writeFeedback(senderSsrc: number, mediaSsrc: number, bytes: Buffer): void {
  bytes.writeUInt32BE(senderSsrc, 4);
  bytes.writeUInt32BE(mediaSsrc, 8);
}

function writeSsrcs(ssrcs: readonly number[], bytes: Buffer, start: number): void {
  ssrcs.forEach((ssrc, index) => {
    bytes.writeUInt32BE(ssrc, start + 4 * index);
  });
}

function writeReports(reports: readonly ReceptionReport[], bytes: Buffer, start: number): void {
  reports.forEach((report, index) => {
    const at = start + 24 * index;
    bytes.writeUInt32BE(report.ssrc, at);
    bytes.writeUInt8(Math.min(Math.max(Math.floor(report.fractionLost * 256), 0), 255), at + 4);
    bytes.writeIntBE(Math.min(Math.max(report.packetsLost, -0x800000), 0x7fffff), at + 5, 3);
    bytes.writeUInt32BE(report.highestSequence >>> 0, at + 8);
    bytes.writeUInt32BE(Math.round(report.jitter) >>> 0, at + 12);
    bytes.writeUInt32BE(report.lastSenderReport >>> 0, at + 16);
    bytes.writeUInt32BE(Math.round((report.sinceSenderReportMs * 65_536) / 1_000) >>> 0, at + 20);
  });
}

function nackEntries(lost: readonly number[]): { first: number; following: number }[] {
  const entries: { first: number; following: number }[] = [];
  for (const sequence of lost) {
    const last = entries[entries.length - 1];
    const ahead = last ? (sequence - last.first) & 0xffff : 0;
    if (last && ahead >= 1 && ahead <= 16) last.following |= 1 << (ahead - 1);
    else if (!last || ahead !== 0) entries.push({ first: sequence, following: 0 });
  }
  return entries;
}

function writeBitrateLimit(packet: BitrateLimit): Buffer {
  const ssrcs = packet.ssrcs.slice(0, 255);
  const bytes = frame(RtcpType.payloadFeedback, FeedbackFormat.application, 16 + 4 * ssrcs.length);
  writeFeedback(packet.senderSsrc, 0, bytes);
  bytes.set(REMB, 12);
  bytes.writeUInt8(ssrcs.length, 16);
  let mantissa = Math.max(Math.floor(packet.bitsPerSecond), 0);
  let exponent = 0;
  for (; mantissa > 0x3ffff && exponent < 63; exponent += 1) mantissa = Math.floor(mantissa / 2);
  bytes.writeUIntBE((exponent << 18) | Math.min(mantissa, 0x3ffff), 17, 3);
  writeSsrcs(ssrcs, bytes, 20);
  return bytes;
}
