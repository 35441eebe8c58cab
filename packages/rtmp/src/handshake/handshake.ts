import { randomBytes } from 'node:crypto';
import {
  findDigest,
  HANDSHAKE_BYTES,
  PLAYER_KEY,
  SERVER_FULL_KEY,
  SERVER_KEY,
  signAnswer,
  signBlock,
} from './digest.ts';

const VERSION = 3;
/** FMS 3.5.1.1: from major version 3 on, peers expect and check our digests. */
const SERVER_VERSION = 0x03050101;

export type HandshakeStep =
  | { step: 'wait' }
  | { step: 'answer'; bytes: Buffer }
  | { step: 'done'; rest: Buffer }
  | { step: 'fault'; fault: string };

/** The server's half of the handshake (RTMP 1.0 §5.2): awaiting C0 and C1 → awaiting C2 → done. */
export class Handshake {
  private received: Buffer = Buffer.alloc(0);
  private answered = false;

  /** Takes the next bytes. After an `answer`, call again with no bytes: C2 may have come along. Never throws. */
  read(data: Buffer): HandshakeStep {
    this.received = Buffer.concat([this.received, data]);
    return this.answered ? this.readC2() : this.readC0C1();
  }

  private readC0C1(): HandshakeStep {
    const version = this.received[0];
    if (version !== undefined && version !== VERSION) {
      return { step: 'fault', fault: `RTMP version ${version} is not ours` };
    }
    const end = 1 + HANDSHAKE_BYTES;
    if (this.received.length < end) return { step: 'wait' };
    const c1 = this.received.subarray(1, end);
    this.received = Buffer.from(this.received.subarray(end));
    this.answered = true;
    return { step: 'answer', bytes: answerTo(c1) };
  }

  /** C2 is not checked: many peers send anything, and nothing depends on it. */
  private readC2(): HandshakeStep {
    if (this.received.length < HANDSHAKE_BYTES) return { step: 'wait' };
    const rest = this.received.subarray(HANDSHAKE_BYTES);
    this.received = Buffer.alloc(0);
    return { step: 'done', rest };
  }
}

/** S0, S1 and S2 for a C1, signed if and as the C1 is. */
function answerTo(c1: Buffer): Buffer {
  const s0 = Buffer.of(VERSION);
  const s1 = randomBytes(HANDSHAKE_BYTES);
  s1.writeUInt32BE(0, 0);
  const signed = findDigest(c1, PLAYER_KEY);
  if (!signed) {
    // A zero version says "simple": then S2 is C1 again (RTMP 1.0 §5.2.4).
    s1.writeUInt32BE(0, 4);
    return Buffer.concat([s0, s1, c1]);
  }
  s1.writeUInt32BE(SERVER_VERSION, 4);
  signBlock(s1, signed.scheme, SERVER_KEY);
  const s2 = randomBytes(HANDSHAKE_BYTES);
  signAnswer(s2, signed.digest, SERVER_FULL_KEY);
  return Buffer.concat([s0, s1, s2]);
}
