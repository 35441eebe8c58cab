import type { RtmpMessage } from './message.ts';

const TAG_HEADER = 11;
const BACK_POINTER = 4;

/** The messages inside an aggregate message (RTMP 1.0 §7.1.6); what is cut off at its end is left out. */
export function* splitAggregate(aggregate: RtmpMessage): Generator<RtmpMessage> {
  const { payload, streamId } = aggregate;
  let shift: number | undefined;
  let offset = 0;
  while (offset + TAG_HEADER <= payload.length) {
    const length = payload.readUIntBE(offset + 1, 3);
    const end = offset + TAG_HEADER + length;
    if (end > payload.length) return;
    const own = (payload.readUInt8(offset + 7) * 2 ** 24 + payload.readUIntBE(offset + 4, 3)) >>> 0;
    // Only differences count inside: the first one stands for the aggregate's own timestamp.
    shift ??= aggregate.timestamp - own;
    yield {
      type: payload.readUInt8(offset),
      streamId,
      timestamp: (own + shift) >>> 0,
      payload: payload.subarray(offset + TAG_HEADER, end),
    };
    offset = end + BACK_POINTER;
  }
}
