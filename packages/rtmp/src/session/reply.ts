import type { Amf0Value } from '../amf0/amf0-value.ts';
import { writeAmf0 } from '../amf0/write-amf0.ts';
import { MessageType, type RtmpMessage } from '../chunk/message.ts';

/** Chunks we send are this long, as SRS's are: nearly every message is one chunk, and every known player takes it. */
export const SEND_CHUNK_BYTES = 60_000;
/** What we let a peer have in flight before it acknowledges. */
const WINDOW_BYTES = 2_500_000;
/** We answer every createStream with 1: a connection publishes or plays one stream at a time. */
export const MEDIA_STREAM_ID = 1;

/** RTMP 1.0 §7.1.7 event types that we send or read. */
export const UserEvent = { streamBegin: 0, streamEof: 1, pingRequest: 6, pingResponse: 7 } as const;

export function commandMessage(streamId: number, ...values: Amf0Value[]): RtmpMessage {
  return { type: MessageType.commandAmf0, streamId, timestamp: 0, payload: writeAmf0(...values) };
}

/** `onStatus` on the media stream. A code of level `error` makes ffmpeg, OBS and librtmp give up. */
export function statusMessage(level: 'status' | 'error', code: string, description: string): RtmpMessage {
  return commandMessage(MEDIA_STREAM_ID, 'onStatus', 0, null, { level, code, description });
}

export function userControl(event: number, value: number): RtmpMessage {
  const payload = Buffer.alloc(6);
  payload.writeUInt16BE(event, 0);
  payload.writeUInt32BE(value >>> 0, 2);
  return { type: MessageType.userControl, streamId: 0, timestamp: 0, payload };
}

export function acknowledgement(bytesRead: number): RtmpMessage {
  return control(MessageType.acknowledgement, bytesRead % 2 ** 32);
}

/** The answer to `connect`, in the order that FMS and SRS give it. */
export function connectReplies(transaction: number): RtmpMessage[] {
  const peerBandwidth = control(MessageType.setPeerBandwidth, WINDOW_BYTES);
  const dynamic = 2;
  peerBandwidth.payload = Buffer.concat([peerBandwidth.payload, Buffer.of(dynamic)]);
  return [
    control(MessageType.windowAcknowledgementSize, WINDOW_BYTES),
    peerBandwidth,
    control(MessageType.setChunkSize, SEND_CHUNK_BYTES),
    commandMessage(
      0,
      '_result',
      transaction,
      { fmsVer: 'FMS/3,5,1,1', capabilities: 31 },
      {
        level: 'status',
        code: 'NetConnection.Connect.Success',
        description: 'Connection succeeded.',
        objectEncoding: 0,
      },
    ),
    commandMessage(0, 'onBWDone', 0, null, 8_192),
  ];
}

/**
 * What a player hears once it is let in; then it waits, or media follows. No `|RtmpSampleAccess`, as FMS would say:
 * only Flash wants it, and ffmpeg takes it for a stream of text.
 */
export function playReplies(stream: string): RtmpMessage[] {
  return [
    userControl(UserEvent.streamBegin, MEDIA_STREAM_ID),
    statusMessage('status', 'NetStream.Play.Reset', `Playing and resetting ${stream}.`),
    statusMessage('status', 'NetStream.Play.Start', `Started playing ${stream}.`),
  ];
}

function control(type: number, value: number): RtmpMessage {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(value >>> 0, 0);
  return { type, streamId: 0, timestamp: 0, payload };
}
