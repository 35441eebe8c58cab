import type { RtpPacket } from '../rtp/rtp-packet.ts';
import type { AccessUnit } from './access-unit.ts';
import { isSlice, NalType, nalType } from './nal-unit.ts';
import { isFirstSlice } from './slice-type.ts';

/** What one unit may keep in memory; one that is larger is dropped. */
const MAX_UNIT_BYTES = 4 * 1024 * 1024;
const MAX_UNIT_NALS = 1_024;
/** Each packet keeps its whole datagram, however little of it is payload. */
const MAX_UNIT_PACKETS = 4_096;

/** An access unit that is being put together. */
interface Assembly {
  readonly timestamp: number;
  readonly nals: Buffer[];
  /** The NAL unit that FU-A packets have begun: its header, then its parts. */
  fragments: Buffer[] | undefined;
  bytes: number;
  packets: number;
  /** Something of it is missing, or it is beyond the bounds: what follows of it is thrown away. */
  isDamaged: boolean;
}

/**
 * Puts access units together from the packets of one H.264 track in packetization mode 0 or 1 (RFC 6184 §5.6 to §5.8).
 * Packets come in order; where one is missing, `lost` is told between its neighbours.
 */
export class Depacketiser {
  private assembly: Assembly | undefined;
  /** A unit that was complete while the one before it was handed out; there is never a second one. */
  private waiting: AccessUnit | undefined;
  private isAfterLoss = false;
  private hasSps = false;
  private hasPps = false;
  private droppedUnits = 0;

  /** Units that were begun and thrown away; decoders that are shown the next one need a keyframe. */
  get dropped(): number {
    return this.droppedUnits;
  }

  /**
   * Takes the next packet and gives the unit that it ends, if it does. A marker ends its own unit; a new timestamp ends
   * the unit before, whose marker was never sent.
   */
  push(packet: RtpPacket): AccessUnit | undefined {
    // Padding alone belongs to no unit, whatever timestamp it has.
    if (packet.payload.length === 0) return undefined;
    const before =
      this.assembly && this.assembly.timestamp !== packet.timestamp ? this.complete() : undefined;
    this.take(packet);
    const after = packet.marker ? this.complete() : undefined;
    const [first, second] = [this.waiting, before, after].filter((unit) => unit !== undefined);
    this.waiting = second;
    return first;
  }

  /** One or more packets are missing here. The unit they cut is dropped; one that begins after them is not. */
  lost(): void {
    if (this.assembly) this.assembly.isDamaged = true;
    this.isAfterLoss = true;
  }

  private take(packet: RtpPacket): void {
    const { payload } = packet;
    const assembly = this.assembly ?? this.begin(packet);
    this.assembly = assembly;
    this.isAfterLoss = false;
    assembly.packets += 1;
    assembly.bytes += payload.length;
    if (assembly.bytes > MAX_UNIT_BYTES || assembly.packets > MAX_UNIT_PACKETS) assembly.isDamaged = true;
    if (!assembly.isDamaged && !read(payload, assembly)) assembly.isDamaged = true;
    if (assembly.nals.length > MAX_UNIT_NALS) assembly.isDamaged = true;
    if (assembly.isDamaged) {
      assembly.nals.length = 0;
      assembly.fragments = undefined;
    }
  }

  private begin(packet: RtpPacket): Assembly {
    return {
      timestamp: packet.timestamp,
      nals: [],
      fragments: undefined,
      bytes: 0,
      packets: 0,
      isDamaged: this.isAfterLoss && !canBeFirst(packet.payload),
    };
  }

  private complete(): AccessUnit | undefined {
    const { assembly } = this;
    this.assembly = undefined;
    if (!assembly) return undefined;
    if (assembly.isDamaged || assembly.fragments) {
      this.droppedUnits += 1;
      return undefined;
    }
    const { nals, timestamp } = assembly;
    if (nals.length === 0) return undefined;
    this.hasSps ||= nals.some((nal) => nalType(nal) === NalType.sps);
    this.hasPps ||= nals.some((nal) => nalType(nal) === NalType.pps);
    const isIdr = nals.some((nal) => nalType(nal) === NalType.idr);
    return { nals, timestamp, isKey: isIdr && this.hasSps && this.hasPps };
  }
}

/** Whether a unit may begin with this payload, when what was lost before it may have been its beginning. */
function canBeFirst(payload: Buffer): boolean {
  if (nalType(payload) === NalType.fuA) {
    const header = payload.readUInt8(Math.min(1, payload.length - 1));
    const isStart = (header & 0x80) !== 0;
    return isStart && isFirstSlice(payload.subarray(1));
  }
  const nal = nalType(payload) === NalType.stapA ? payload.subarray(3) : payload;
  return !isSlice(nal) || isFirstSlice(nal);
}

/** Adds a payload to the unit; false when it does not belong to what came before, or is cut. */
function read(payload: Buffer, assembly: Assembly): boolean {
  const type = nalType(payload);
  if (type === NalType.fuA) return readFragment(payload, assembly);
  if (assembly.fragments) return false;
  if (type === NalType.stapA) return readAggregate(payload, assembly);
  // Types of packetization mode 2 and the reserved ones are to be ignored (RFC 6184 §5.4).
  if (type > 0 && type < NalType.stapA) assembly.nals.push(payload);
  return true;
}

/**
 * ```
 * FU indicator   FU header      (RFC 6184 §5.8)
 * |F|NRI| 28 |   |S|E|0| type |
 * ```
 */
function readFragment(payload: Buffer, assembly: Assembly): boolean {
  const indicator = payload[0];
  const header = payload[1];
  if (indicator === undefined || header === undefined) return false;
  const isStart = (header & 0x80) !== 0;
  if (isStart !== (assembly.fragments === undefined)) return false;
  const fragments = assembly.fragments ?? [Buffer.of((indicator & 0xe0) | (header & 0x1f))];
  fragments.push(payload.subarray(2));
  assembly.fragments = fragments;
  if ((header & 0x40) !== 0) {
    assembly.nals.push(Buffer.concat(fragments));
    assembly.fragments = undefined;
  }
  return true;
}

/** Each NAL unit of a STAP-A after its size in 16 bits (RFC 6184 §5.7.1). */
function readAggregate(payload: Buffer, assembly: Assembly): boolean {
  let at = 1;
  while (at + 2 <= payload.length) {
    const end = at + 2 + payload.readUInt16BE(at);
    if (end > payload.length) return false;
    if (end > at + 2) assembly.nals.push(payload.subarray(at + 2, end));
    at = end;
  }
  return at === payload.length;
}
