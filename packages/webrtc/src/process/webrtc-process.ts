import { fileURLToPath } from 'node:url';
import { EventHub, silentLogger } from '../event-hub.ts';
import type { FlvPacket, MediaKind } from '../media.ts';
import {
  type Logger,
  NegotiationError,
  type PushDemand,
  type SessionAnswer,
  type SessionRequest,
  type WebRtcEvents,
  type WebRtcOptions,
  type WebRtcServer,
} from '../webrtc-server.ts';
import { MediaChild } from './media-child.ts';
import { MediaGate } from './media-gate.ts';
import type { AskedMethod, FromMediaProcess, ToMediaProcess } from './process-message.ts';

/** After an end the process is started again after this, doubling. */
const RESTART_MS = 250;
const RESTART_MAX_MS = 8_000;
const STEADY_MS = 10_000;

interface Call {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * Takes and gives streams over WebRTC in a process of its own, so that media does not hold up whoever uses it, and a
 * fault in native code ends no more than the calls' media; it is started again then.
 */
export function createWebRtcProcess(options: WebRtcOptions = {}, program = builtProgram()): WebRtcServer {
  return new WebRtcProcess(options, program);
}

function builtProgram(): string {
  return fileURLToPath(new URL('./media-process.js', import.meta.url));
}

class WebRtcProcess implements WebRtcServer {
  private readonly log: Logger;
  private readonly events: EventHub;
  private readonly calls = new Map<number, Call>();
  private readonly sessions = new Set<string>();
  private readonly wanted = new Set<string>();
  private gate = new MediaGate();
  private child: MediaChild | undefined;
  private lastCall = 0;
  private wait = RESTART_MS;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(
    private readonly options: WebRtcOptions,
    private readonly program: string,
  ) {
    this.log = options.log ?? silentLogger;
    this.events = new EventHub(this.log);
  }

  async start(): Promise<{ canTranscode: boolean }> {
    this.isStopped = false;
    if (!this.child) this.launch();
    return (await this.ask('start', [])) as { canTranscode: boolean };
  }

  async open(request: SessionRequest): Promise<SessionAnswer> {
    // Known at once: it may end before whoever asked has read the answer.
    this.sessions.add(request.id);
    try {
      return (await this.ask('open', [request])) as SessionAnswer;
    } catch (error) {
      this.sessions.delete(request.id);
      throw error;
    }
  }

  async trickle(id: string, fragment: string): Promise<void> {
    await this.ask('trickle', [id, fragment]);
  }

  setKinds(id: string, kinds: readonly MediaKind[]): void {
    this.child?.say({ type: 'tell', method: 'setKinds', args: [id, kinds] });
  }

  demand(id: string, demand: PushDemand): void {
    this.child?.say({ type: 'tell', method: 'demand', args: [id, demand] });
  }

  feed(stream: string, packet: FlvPacket): void {
    const { child, gate } = this;
    if (!child || !gate.admit(stream, packet)) return;
    const { length } = packet.payload;
    gate.sending(length);
    child.say({ type: 'tell', method: 'feed', args: [stream, packet] }, () => gate.sent(length));
  }

  close(id: string): void {
    this.sessions.delete(id);
    this.child?.say({ type: 'tell', method: 'close', args: [id] });
  }

  on<Name extends keyof WebRtcEvents>(name: Name, listener: (event: WebRtcEvents[Name]) => void): () => void {
    return this.events.on(name, listener);
  }

  async stop(): Promise<void> {
    // Who stops it need not be told of what ends.
    this.isStopped = true;
    this.sessions.clear();
    this.wanted.clear();
    clearTimeout(this.timer);
    const { child } = this;
    if (!child) return;
    // It says goodbye to its peers; whether it can or not, it is over then.
    await this.ask('stop', []).catch(() => {});
    child.kill('stopped');
    await child.gone();
  }

  private launch(): void {
    // Whoever starts it anew does not wait for the next try.
    clearTimeout(this.timer);
    const startedAt = performance.now();
    this.gate = new MediaGate();
    const child = new MediaChild(this.program, {
      said: (message) => this.said(message),
      ended: (reason) => this.lost(startedAt, reason),
    });
    this.child = child;
    const { log: _, ...options } = this.options;
    child.say({ type: 'options', options });
    this.log.info({ mediaPid: child.pid }, 'media process started');
  }

  /** One that cannot start, for want of its port for one thing, makes way for the next. */
  private relaunch(): void {
    this.launch();
    const { child } = this;
    this.ask('start', []).catch(({ message }: Error) => child?.kill(message));
  }

  private lost(startedAt: number, reason: string): void {
    this.child = undefined;
    for (const { reject } of this.calls.values()) reject(unavailable());
    this.calls.clear();
    if (this.isStopped) return;
    const [sessions, wanted] = [[...this.sessions], [...this.wanted]];
    this.sessions.clear();
    this.wanted.clear();
    for (const stream of wanted) this.events.emit('wanted', { stream, wanted: false });
    for (const id of sessions) this.events.emit('ended', { id, reason: 'processLost' });
    this.events.emit('available', { available: false, canTranscode: false });
    if (performance.now() - startedAt > STEADY_MS) this.wait = RESTART_MS;
    this.log.warn(
      { reason, restartInMs: this.wait },
      'the media process ended; browsers connect again to the next',
    );
    this.timer = setTimeout(() => this.relaunch(), this.wait);
    this.wait = Math.min(this.wait * 2, RESTART_MAX_MS);
  }

  private ask<Method extends AskedMethod>(
    method: Method,
    args: Parameters<WebRtcServer[Method]>,
  ): Promise<unknown> {
    const { child } = this;
    if (!child) return Promise.reject(unavailable());
    const call = ++this.lastCall;
    return new Promise((resolve, reject) => {
      this.calls.set(call, { resolve, reject });
      child.say({ type: 'ask', call, method, args } as ToMediaProcess);
    });
  }

  private said(message: FromMediaProcess): void {
    switch (message.type) {
      case 'answer':
        return this.settle(message.call)?.resolve(message.value);
      case 'refusal':
        return this.settle(message.call)?.reject(
          message.code ? new NegotiationError(message.code, message.message) : new Error(message.message),
        );
      case 'event':
        return this.happened(message);
      case 'log':
        return this.log[message.level](message.fields, message.message);
      case 'pong':
    }
  }

  private happened({ name, event }: Extract<FromMediaProcess, { type: 'event' }>): void {
    if (name === 'ended') this.sessions.delete(event.id);
    if (name === 'wanted') {
      if (event.wanted) this.wanted.add(event.stream);
      else this.wanted.delete(event.stream);
      this.gate.forget(event.stream);
    }
    this.events.emit(name, event);
  }

  private settle(call: number): Call | undefined {
    const known = this.calls.get(call);
    this.calls.delete(call);
    return known;
  }
}

function unavailable(): NegotiationError {
  return new NegotiationError(
    'unavailable',
    'The media process does not run just now; try again in a moment.',
  );
}
