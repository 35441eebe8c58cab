import { type Amf0Value, amf0Entries } from '../amf0/amf0-value.ts';
import { type Amf0Limits, readAmf0 } from '../amf0/read-amf0.ts';
import { MessageType, type RtmpMessage } from '../chunk/message.ts';

/** A command message (RTMP 1.0 §7.1.1) taken apart. */
export interface Command {
  name: string;
  transaction: number;
  /** The command object, as a map; empty when it is null. */
  properties: ReadonlyMap<string, Amf0Value>;
  args: readonly Amf0Value[];
}

/** Reads a command. AMF3 command messages hold AMF0 behind one byte of zero, as Flash sent them. */
export function readCommand(message: RtmpMessage, limits: Amf0Limits): Command | { fault: string } {
  const isAmf3 = message.type === MessageType.commandAmf3 && message.payload[0] === 0;
  const reading = readAmf0(isAmf3 ? message.payload.subarray(1) : message.payload, limits);
  if ('fault' in reading) return reading;
  const [name, transaction, object, ...args] = reading.values;
  if (typeof name !== 'string') return { fault: 'a command has no name' };
  return {
    name,
    transaction: typeof transaction === 'number' ? transaction : 0,
    properties: amf0Entries(object) ?? new Map(),
    args,
  };
}
