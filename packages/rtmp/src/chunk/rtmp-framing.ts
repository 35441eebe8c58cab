import type { Framing, Outgoing } from '../hub/framing.ts';
import { MEDIA_STREAM_ID, SEND_CHUNK_BYTES } from '../session/reply.ts';
import { messageSize, writeMessage } from './chunk-writer.ts';
import { MessageType, type RtmpMessage } from './message.ts';

const FORM = {
  metadata: { type: MessageType.dataAmf0, chunkStream: 5 },
  audio: { type: MessageType.audio, chunkStream: 6 },
  video: { type: MessageType.video, chunkStream: 7 },
} as const;

/** Media as RTMP chunks, on chunk streams of their own. */
export const rtmpFraming: Framing = {
  name: 'rtmp',
  preamble: () => Buffer.alloc(0),
  encode(packets) {
    const messages = packets.map(toMessage);
    const size = messages.reduce((sum, message) => sum + messageSize(message, SEND_CHUNK_BYTES), 0);
    const target = Buffer.allocUnsafe(size);
    let offset = 0;
    for (const [index, message] of messages.entries()) {
      const { chunkStream } = FORM[packets[index]?.kind ?? 'metadata'];
      offset = writeMessage(message, { chunkStream, chunkBytes: SEND_CHUNK_BYTES }, target, offset);
    }
    return target;
  },
};

function toMessage(packet: Outgoing): RtmpMessage {
  return {
    type: FORM[packet.kind].type,
    streamId: MEDIA_STREAM_ID,
    timestamp: packet.timestamp >>> 0,
    payload: packet.payload,
  };
}
