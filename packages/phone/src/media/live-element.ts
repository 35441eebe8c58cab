import { every } from '../clock/every.ts';
import type { PhoneClock } from '../clock/phone-clock.ts';
import type { Answer, JsonObject, NativeDescription } from '../runtime/host.ts';
import { type LiveAction, type LiveEffect, type LiveState, stepLive } from './live-state.ts';
import type { Measured, MediaPort, MediaState } from './media-driver.ts';

/** What carries an element's media while it is open. Says `up`, `lost` and the like through its listener. */
export interface Connection {
  /** The element's attributes changed while this connection runs. */
  changed(): void;
  kill(): boolean;
  close(): void;
}

export type OpenConnection = (element: LiveElement, tell: (action: LiveAction) => void) => Connection;

/** What a driver puts behind live elements. */
export interface LiveMedia {
  readonly open: OpenConnection;
  /** The `info` of a `netstatus` event. */
  netStatus(element: LiveElement): JsonObject;
  /** What retries and `netstatus` go by: the phone's, unless the media is real. */
  readonly clock: PhoneClock;
}

const RETRY_MS = 1_000;
const NET_STATUS_MS = 2_000;
const CODES_KEPT = 200;

/** One live element at work: its state, its timers and the connection behind it. */
export class LiveElement {
  readonly codes: MediaState['codes'] = [];
  readonly measured: Measured = { colour: null, tone: 0, rms: 0, colourAt: 0, toneAt: 0, at: 0 };
  /** Set by `mute()` of a player's context. */
  silenced = false;
  private state: LiveState = { status: 'idle' };
  private connection: Connection | undefined;
  private cancelRetry = () => {};
  private readonly stopStatus: () => void;
  /** Paused because another page lies on top, to go on when it is gone. */
  private pausedByCover = false;

  constructor(
    private readonly description: NativeDescription,
    private readonly port: MediaPort,
    private readonly media: LiveMedia,
  ) {
    this.stopStatus = every(media.clock, NET_STATUS_MS, () => this.reportStatus());
    if (this.startsItself) this.start();
  }

  get kind() {
    return this.description.kind;
  }

  get props() {
    return this.description.props;
  }

  get clock(): PhoneClock {
    return this.media.clock;
  }

  get address(): string {
    const value = this.kind === 'live-pusher' ? this.props.url : this.props.src;
    return typeof value === 'string' ? value : '';
  }

  get status(): LiveState['status'] {
    return this.state.status;
  }

  private get startsItself(): boolean {
    const wanted = this.kind === 'live-pusher' ? this.props.autopush : this.props.autoplay;
    return wanted === true && this.address !== '';
  }

  update(props: Record<string, unknown>): void {
    const before = this.address;
    const startedItself = this.startsItself;
    this.description.props = props;
    if (this.address !== before) {
      const ran = this.state.status !== 'idle';
      this.act({ type: 'stop' });
      if (this.startsItself || (ran && this.address !== '')) this.start();
    } else if (this.startsItself && !startedItself) this.start();
    else this.connection?.changed();
  }

  /** A method of the element's context. */
  call(method: string, args: JsonObject): Answer {
    switch (method) {
      case 'start':
      case 'play':
        if (this.address === '') return { ok: false, message: 'no address to connect to' };
        this.start();
        break;
      case 'resume':
        if (this.address !== '') this.start();
        break;
      case 'stop':
      case 'pause':
        this.pausedByCover = false;
        this.act({ type: 'stop' });
        break;
      case 'mute':
        this.silenced = !this.silenced;
        this.connection?.changed();
        break;
      case 'snapshot':
        return {
          ok: true,
          result: { tempImagePath: `http://tmp/${this.description.nid}.jpg`, width: 360, height: 640 },
        };
      case 'requestFullScreen':
      case 'exitFullScreen':
        this.port.fire(this.description.nid, 'fullscreenchange', {
          fullScreen: method === 'requestFullScreen',
          direction: args.direction ?? 0,
        });
        break;
      default:
        break;
    }
    return { ok: true, result: {} };
  }

  /** Changes the state and does what follows from it. */
  act(action: LiveAction): void {
    const { state, effects } = stepLive(this.kind, this.state, action);
    this.state = state;
    this.cancelRetry();
    if (state.status === 'retrying')
      this.cancelRetry = this.clock.after(RETRY_MS, () => this.act({ type: 'retryDue' }));
    for (const effect of effects) this.perform(effect);
  }

  tell(code: number, message: string): void {
    this.codes.push({ code, at: this.clock.now() });
    if (this.codes.length > CODES_KEPT) this.codes.shift();
    this.port.fire(this.description.nid, 'statechange', { code, message });
  }

  /** Another page was put on top, or taken away again. A pusher goes on; a player pauses unless told not to. */
  cover(covered: boolean): void {
    if (covered) {
      if (this.kind !== 'live-player' || this.props.autoPauseIfNavigate === false) return;
      if (this.state.status === 'idle' || this.state.status === 'failed') return;
      this.pausedByCover = true;
      this.act({ type: 'stop' });
    } else if (this.pausedByCover) {
      this.pausedByCover = false;
      if (this.address !== '') this.start();
    }
  }

  /** The phone went to another radio: the connection stood on the old one. */
  handOver(): void {
    if (this.kind === 'live-pusher' && this.state.status === 'live') this.tell(1021, 'network type changed');
    this.kill();
  }

  kill(): boolean {
    return this.connection?.kill() ?? false;
  }

  close(): void {
    this.act({ type: 'stop' });
    this.stopStatus();
  }

  /** Says how the network is, which it also does every 2 s by itself. Only media that flows has something to say. */
  reportStatus(): void {
    if (this.state.status === 'live')
      this.port.fire(this.description.nid, 'netstatus', { info: this.media.netStatus(this) });
  }

  private start(): void {
    const camera = this.wants('enableCamera') && !this.port.permits('scope.camera');
    const microphone = this.wants('enableMic') && !this.port.permits('scope.record');
    const stands = this.state.status !== 'idle' && this.state.status !== 'failed';
    if (!stands && (camera || microphone)) this.act({ type: 'refused', camera, microphone });
    else this.act({ type: 'start' });
  }

  private wants(device: 'enableCamera' | 'enableMic'): boolean {
    return this.kind === 'live-pusher' && this.props[device] !== false;
  }

  private perform(effect: LiveEffect): void {
    if (effect.type === 'tell') this.tell(effect.code, effect.message);
    else if (effect.type === 'error')
      this.port.fire(this.description.nid, 'error', { errCode: effect.errCode, errMsg: effect.errMsg });
    else if (effect.type === 'close') this.disconnect();
    else if (effect.type === 'open') this.connect();
  }

  private connect(): void {
    this.disconnect();
    const open = this.port.online() ? this.media.open : unreachable;
    const connection: Connection = open(this, (action) => {
      // What an ended connection still has to say is nobody's business.
      if (this.connection === connection) this.act(action);
    });
    this.connection = connection;
  }

  private disconnect(): void {
    this.connection?.close();
    this.connection = undefined;
  }
}

/** A phone without a network knows at once. */
const unreachable: OpenConnection = (element, tell) => {
  const close = element.clock.after(0, () => tell({ type: 'lost', message: 'network unreachable' }));
  return { changed() {}, kill: () => false, close };
};
