import type { Socket } from 'node:net';
import type { Access } from '../access/access.ts';
import { splitAggregate } from '../chunk/aggregate.ts';
import { ChunkReader } from '../chunk/chunk-reader.ts';
import { encodeMessage } from '../chunk/chunk-writer.ts';
import { MessageType, type RtmpMessage } from '../chunk/message.ts';
import { rtmpFraming } from '../chunk/rtmp-framing.ts';
import { Handshake } from '../handshake/handshake.ts';
import type { StreamHub } from '../hub/stream-hub.ts';
import type { RtmpLimits } from '../server/rtmp-limits.ts';
import type { CloseReason } from '../server/server-events.ts';
import type { Switchboard } from '../server/switchboard.ts';
import { readCommand } from '../session/command.ts';
import { acknowledgement, SEND_CHUNK_BYTES, UserEvent, userControl } from '../session/reply.ts';
import {
  type Effect,
  reduceSession,
  type Session,
  type SessionInput,
  type Wish,
} from '../session/session.ts';
import { judgeLiveness, type Liveness } from './liveness.ts';

/** A peer that was refused has this long to read why. */
const LINGER_MS = 1_000;
/** Acknowledge this often (bytes) until the peer names a window. */
const DEFAULT_WINDOW = 2_500_000;
const LEAST_WINDOW = 16_384;

/** handshake → messages → lingering → closed; closed from anywhere. */
type Phase =
  | { status: 'handshake'; handshake: Handshake; since: number }
  | { status: 'messages'; reader: ChunkReader; idleSince: number }
  | { status: 'lingering'; since: number }
  | { status: 'closed' };

/** One RTMP peer: carries bytes to the parsers, inputs to the session's reducer, and its effects out. */
export class RtmpConnection {
  private phase: Phase = { status: 'handshake', handshake: new Handshake(), since: performance.now() };
  private session: Session = { status: 'fresh' };
  private hub: StreamHub | undefined;
  private liveness: Liveness = { heardAt: performance.now(), pingedAt: undefined, answers: false };
  /** What came while `authorise` was thinking. */
  private pending: RtmpMessage[] = [];
  private pendingBytes = 0;
  private access: Extract<Access, { allowed: true }> | undefined;
  private readonly acked = { window: DEFAULT_WINDOW, read: 0, reported: 0 };
  private readonly remoteAddress: string;

  constructor(
    readonly connectionId: string,
    private readonly socket: Socket,
    private readonly switchboard: Switchboard,
    private readonly limits: RtmpLimits,
    private readonly onClosed: () => void,
  ) {
    this.remoteAddress = socket.remoteAddress ?? '';
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 10_000);
    socket.on('data', (bytes) => this.receive(bytes));
    // Media still to be written does not hold up the news that the peer has gone.
    socket.on('end', () => this.close('peerClosed'));
    socket.on('error', (error) => this.close('peerClosed', error.message));
    socket.on('close', () => {
      this.close('peerClosed');
      this.onClosed();
    });
  }

  /** Closes at once. What follows from it, `ended` for one, has happened when this returns. */
  close(reason: CloseReason, detail?: string): void {
    this.leave(reason, detail);
    this.socket.destroy();
    this.phase = { status: 'closed' };
  }

  /** Looks at the clock: to be called a few times a second. */
  sweep(now: number): void {
    const { handshakeMs, idleMs } = this.limits;
    switch (this.phase.status) {
      case 'handshake':
        if (now - this.phase.since > handshakeMs) this.close('timeout', 'the handshake took too long');
        return;
      case 'lingering':
        if (now - this.phase.since > LINGER_MS) this.socket.destroy();
        return;
      case 'messages':
        if (this.session.status === 'active') this.checkLiveness(this.session.wish, now);
        else if (this.session.status !== 'authorising' && now - this.phase.idleSince > idleMs) {
          this.close('timeout', 'neither published nor played');
        }
    }
  }

  private checkLiveness(wish: Wish, now: number): void {
    const verdict = judgeLiveness(this.liveness, wish.direction, this.limits, now);
    if (verdict === 'lost') this.close('timeout', 'the peer fell silent');
    if (verdict !== 'ping') return;
    this.liveness = { ...this.liveness, pingedAt: now };
    this.send([userControl(UserEvent.pingRequest, Math.floor(now))]);
  }

  private receive(bytes: Buffer): void {
    if (this.phase.status === 'handshake') this.shakeHands(this.phase.handshake, bytes);
    else if (this.phase.status === 'messages') this.readChunks(this.phase.reader, bytes);
  }

  private shakeHands(handshake: Handshake, bytes: Buffer): void {
    let step = handshake.read(bytes);
    if (step.step === 'answer') {
      this.socket.write(step.bytes);
      step = handshake.read(Buffer.alloc(0));
    }
    if (step.step === 'fault') this.close('protocolError', step.fault);
    if (step.step !== 'done') return;
    const reader = new ChunkReader(this.limits);
    this.phase = { status: 'messages', reader, idleSince: performance.now() };
    if (step.rest.length > 0) this.readChunks(reader, step.rest);
  }

  private readChunks(reader: ChunkReader, bytes: Buffer): void {
    this.liveness = { ...this.liveness, heardAt: performance.now(), pingedAt: undefined };
    this.acked.read += bytes.length;
    if (this.acked.read - this.acked.reported >= this.acked.window) {
      this.acked.reported = this.acked.read;
      this.send([acknowledgement(this.acked.read)]);
    }
    const fault = reader.read(bytes, (message) => this.takeOrKeep(message));
    if (fault !== undefined) this.close('protocolError', fault);
  }

  private takeOrKeep(message: RtmpMessage): void {
    if (this.phase.status !== 'messages') return;
    if (message.type < MessageType.audio) this.obeyControl(message);
    else if (this.session.status === 'authorising') this.keep(message);
    else this.take(message);
  }

  private keep(message: RtmpMessage): void {
    this.pending.push(message);
    // An empty message costs something too.
    this.pendingBytes += message.payload.length + 64;
    if (this.pendingBytes > this.limits.pendingBytes) this.socket.pause();
  }

  private take(message: RtmpMessage): void {
    switch (message.type) {
      case MessageType.audio:
        this.hub?.receiveMedia(this.connectionId, 'audio', message.timestamp, message.payload);
        return;
      case MessageType.video:
        this.hub?.receiveMedia(this.connectionId, 'video', message.timestamp, message.payload);
        return;
      case MessageType.dataAmf0:
        this.hub?.receiveData(this.connectionId, message.payload);
        return;
      case MessageType.dataAmf3:
        this.hub?.receiveData(this.connectionId, message.payload.subarray(1));
        return;
      case MessageType.aggregate:
        for (const part of splitAggregate(message)) {
          if (part.type !== MessageType.aggregate) this.take(part);
        }
        return;
      case MessageType.commandAmf0:
      case MessageType.commandAmf3: {
        const command = readCommand(message, this.limits);
        if ('fault' in command) this.close('protocolError', command.fault);
        else this.step({ type: 'command', command });
      }
    }
  }

  private obeyControl(message: RtmpMessage): void {
    const { type, payload } = message;
    if (type === MessageType.windowAcknowledgementSize && payload.length >= 4) {
      this.acked.window = Math.max(payload.readUInt32BE(0), LEAST_WINDOW);
    }
    if (type !== MessageType.userControl || payload.length < 6) return;
    const event = payload.readUInt16BE(0);
    if (event === UserEvent.pingRequest) {
      this.send([userControl(UserEvent.pingResponse, payload.readUInt32BE(2))]);
    } else if (event === UserEvent.pingResponse) {
      this.liveness = { ...this.liveness, answers: true };
    }
  }

  private step(input: SessionInput): void {
    const { session, effects } = reduceSession(this.session, input, this.limits.nameLength);
    this.session = session;
    for (const effect of effects) this.perform(effect);
  }

  private perform(effect: Effect): void {
    switch (effect.type) {
      case 'send':
        this.send(effect.messages);
        return;
      case 'authorise':
        void this.authorise(effect.wish);
        return;
      case 'attach':
        this.attach(effect.wish);
        return;
      case 'release':
        this.hub = undefined;
        this.switchboard.leave(this.connectionId);
        if (this.phase.status === 'messages') this.phase.idleSince = performance.now();
        return;
      case 'close':
        this.leave(effect.reason, effect.detail);
        this.socket.end();
        this.socket.resume();
        this.phase = { status: 'lingering', since: performance.now() };
    }
  }

  private async authorise(wish: Wish): Promise<void> {
    const { connectionId, remoteAddress } = this;
    const request = { connectionId, remoteAddress, protocol: 'rtmp' as const, ...wish };
    const access = await this.switchboard.authorise(request);
    // It may have closed meanwhile; then nobody is left to let in.
    if (this.phase.status !== 'messages') return;
    this.access = access.allowed ? access : undefined;
    this.step(access.allowed ? { type: 'allowed' } : { type: 'refused', reason: access.reason });
    const kept = this.pending;
    this.pending = [];
    this.pendingBytes = 0;
    for (const message of kept) this.takeOrKeep(message);
    this.socket.resume();
  }

  private attach(wish: Wish): void {
    const { access, connectionId } = this;
    if (!access || this.phase.status !== 'messages') return;
    const member = {
      connectionId,
      grant: access.grant,
      stream: wish.stream,
      direction: wish.direction,
      close: (reason: CloseReason, detail?: string) => this.close(reason, detail),
    };
    this.liveness = { ...this.liveness, heardAt: performance.now(), pingedAt: undefined };
    this.hub = this.switchboard.enter(member, access.kinds, this.sink());
  }

  private sink() {
    const { socket } = this;
    return {
      protocol: 'rtmp' as const,
      framing: rtmpFraming,
      get pendingBytes() {
        return socket.writableLength;
      },
      write: (bytes: Buffer) => void socket.write(bytes),
    };
  }

  private send(messages: readonly RtmpMessage[]): void {
    if (this.phase.status === 'closed' || this.phase.status === 'lingering') return;
    if (this.socket.writableLength > this.limits.replyBytes) {
      // A slow player's socket holds media, and it can do without our answers; anyone else asks without reading.
      const isPlayer = this.session.status === 'active' && this.session.wish.direction === 'pull';
      if (!isPlayer) this.close('protocolError', 'the peer does not read our answers');
      return;
    }
    const chunks = messages.map((message) =>
      encodeMessage(message, {
        chunkStream: chunkStreamOf(message),
        chunkBytes: this.sendChunkBytes(message),
      }),
    );
    this.socket.write(Buffer.concat(chunks));
  }

  /** All we say before Set Chunk Size is shorter than a default chunk, or follows it in `connectReplies`. */
  private sendChunkBytes(message: RtmpMessage): number | undefined {
    return message.type >= MessageType.audio && this.session.status !== 'fresh'
      ? SEND_CHUNK_BYTES
      : undefined;
  }

  /** Leaves the stream and tells the owner, once. */
  private leave(reason: CloseReason, detail: string | undefined): void {
    if (this.phase.status === 'closed' || this.phase.status === 'lingering') return;
    this.phase = { status: 'closed' };
    this.session = { status: 'closed' };
    this.hub = undefined;
    this.pending = [];
    this.switchboard.closed(this.connectionId, reason, detail);
  }
}

/** RTMP 1.0 §5.4: protocol control belongs on chunk stream 2. */
function chunkStreamOf(message: RtmpMessage): number {
  return message.type < MessageType.audio ? 2 : 3;
}
