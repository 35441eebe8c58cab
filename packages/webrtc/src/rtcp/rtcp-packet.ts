/** What a receiver says of one source (RFC 3550 §6.4.1). */
export interface ReceptionReport {
  readonly ssrc: number;
  /** Of the packets expected since the report before, 0 to 1, in steps of 1/256. */
  readonly fractionLost: number;
  /** Packets missing since the start; duplicates count against it, so it may be negative. */
  readonly packetsLost: number;
  /** 32 bits: how often the sequence wrapped, and the highest one. */
  readonly highestSequence: number;
  /** In units of the codec's clock. */
  readonly jitter: number;
  /** The middle 32 bits of the last sender report's NTP time; 0 before the first. */
  readonly lastSenderReport: number;
  /** Milliseconds since that report came; 0 before the first. */
  readonly sinceSenderReportMs: number;
}

/** Ties a source's RTP timestamps to wall time (RFC 3550 §6.4.1). */
export interface SenderReport {
  readonly type: 'senderReport';
  readonly ssrc: number;
  /** Milliseconds since 1970 by the sender's clock; it need not be whole. */
  readonly ntp: number;
  /** The RTP timestamp of that moment, 32 bits. */
  readonly rtpTimestamp: number;
  readonly packets: number;
  /** Of payload. */
  readonly bytes: number;
  readonly reports: readonly ReceptionReport[];
}

export interface ReceiverReport {
  readonly type: 'receiverReport';
  readonly ssrc: number;
  readonly reports: readonly ReceptionReport[];
}

/** Asks for packets again (RFC 4585 §6.2.1). */
export interface Nack {
  readonly type: 'nack';
  readonly senderSsrc: number;
  readonly mediaSsrc: number;
  /** Sequences, 16 bits each, in the order of the source. */
  readonly lost: readonly number[];
}

/** Asks for a keyframe, since one cannot decode (RFC 4585 §6.3.1). */
export interface PictureLoss {
  readonly type: 'pictureLoss';
  readonly senderSsrc: number;
  readonly mediaSsrc: number;
}

/** Commands a keyframe of each source named (RFC 5104 §4.3.1). */
export interface FullIntra {
  readonly type: 'fullIntra';
  readonly senderSsrc: number;
  /** A command said again keeps its number (8 bits). */
  readonly requests: readonly { readonly ssrc: number; readonly sequence: number }[];
}

/** How much the receiver can take of these sources together: REMB (draft-alvestrand-rmcat-remb-03). */
export interface BitrateLimit {
  readonly type: 'bitrateLimit';
  readonly senderSsrc: number;
  readonly bitsPerSecond: number;
  readonly ssrcs: readonly number[];
}

/** These sources send no more (RFC 3550 §6.6). */
export interface Bye {
  readonly type: 'bye';
  readonly ssrcs: readonly number[];
}

export type RtcpPacket = SenderReport | ReceiverReport | Nack | PictureLoss | FullIntra | BitrateLimit | Bye;

/** Packet types (RFC 3550 §12.1, RFC 4585 §6.1). */
export const RtcpType = {
  senderReport: 200,
  receiverReport: 201,
  bye: 203,
  transportFeedback: 205,
  payloadFeedback: 206,
} as const;

/** What a feedback packet is, in place of a count; transport feedback has its own numbers. */
export const FeedbackFormat = { nack: 1, pictureLoss: 1, fullIntra: 4, application: 15 } as const;

/** By what application feedback is known as REMB. */
export const REMB = Buffer.from('REMB');
