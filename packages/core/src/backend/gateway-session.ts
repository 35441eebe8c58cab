import {
  closeCodes,
  type ErrorCode,
  type JoinResult,
  type LeaveReason,
  type NotificationFrame,
  PROTOCOL_VERSION,
  type Requests,
  type RoomSnapshot,
  type RoomVersion,
  RtcError,
  streamId,
  timers,
  type Uid,
} from '@callgrid/protocol';
import type { Platform } from '../platform/platform.ts';
import { backOff } from '../signalling/back-off.ts';
import { SignallingSocket } from '../signalling/signalling-socket.ts';
import type { BackendCommand, BackendMessage, BackendSession, JoinIntent } from './backend.ts';
import { CommandQueue } from './command-queue.ts';
import { Patience } from './patience.ts';
import { aborted, notJoined } from './refusals.ts';

/** new → joining → up ⇄ down → over */
type Phase =
  | { readonly status: 'new' }
  | { readonly status: 'joining'; readonly done: () => void; readonly failed: (error: RtcError) => void }
  | { readonly status: 'up'; readonly socket: SignallingSocket }
  | { readonly status: 'down'; readonly attempt: number }
  | { readonly status: 'over' };

/** One call on a gateway: joins, keeps the connection, brings it back, and tells what the room says. */
export class GatewaySession implements BackendSession {
  private readonly url: string;
  private readonly platform: Platform;
  private readonly intent: () => JoinIntent;
  private readonly tell: (message: BackendMessage) => void;
  private readonly commands: CommandQueue;
  private readonly patience: Patience;
  private phase: Phase = { status: 'new' };
  private socket: SignallingSocket | null = null;
  private session: string | undefined;
  private self: Uid | undefined;
  private version: RoomVersion = { epoch: '', seq: 0 };
  private syncing = false;
  private visible = true;
  private stopWaiting = (): void => {};
  private stopSignals = (): void => {};

  constructor(
    url: string,
    platform: Platform,
    intent: () => JoinIntent,
    tell: (message: BackendMessage) => void,
  ) {
    this.url = url;
    this.platform = platform;
    this.intent = intent;
    this.tell = tell;
    this.commands = new CommandQueue(platform.clock, (method) => {
      tell({ type: 'commandTimedOut', method });
      // It may have been done all the same, or be done when it arrives.
      if (this.phase.status === 'up' && !this.syncing) this.sync(this.phase.socket);
    });
    this.patience = new Patience(platform.clock, timers.giveUp, () => this.end('connectionLost'));
  }

  async join(): Promise<void> {
    if (this.phase.status !== 'new') throw aborted();
    const stopNetwork = this.platform.onNetworkChanged((online) => online && this.networkChanged());
    const stopVisibility = this.platform.onVisibilityChanged((visible) => this.visibilityChanged(visible));
    this.stopSignals = () => {
      stopNetwork();
      stopVisibility();
    };
    try {
      await new Promise<void>((done, failed) => {
        this.phase = { status: 'joining', done, failed };
        this.connect();
      });
    } catch (error) {
      this.finish();
      throw error;
    }
  }

  async request<Method extends BackendCommand>(
    method: Method,
    params: Requests[Method]['params'],
  ): Promise<Requests[Method]['result']> {
    if (this.phase.status === 'over' || this.phase.status === 'new') throw notJoined(method);
    return this.commands.add(method, params);
  }

  async leave(): Promise<void> {
    const { phase, socket } = this;
    if (phase.status === 'over') return;
    this.finish({ keepSocket: true });
    if (phase.status === 'joining') phase.failed(aborted());
    if (!socket) return;
    await new Promise<void>((done) => {
      const stopWaiting = this.platform.clock.after(timers.leave, done);
      const answered = () => {
        stopWaiting();
        done();
      };
      socket.request('leave', {}, answered, answered);
    });
    socket.close(1000, 'left');
  }

  /** One attempt: a socket, then a join on it. */
  private connect(): void {
    let stopLogin = (): void => {};
    const socket = new SignallingSocket(this.platform, this.url, {
      opened: () => {
        stopLogin = this.platform.clock.after(timers.attempt, () =>
          socket.close(closeCodes.silent, `no answer to the join within ${timers.attempt} ms`),
        );
        const intent = this.intent();
        const { visible } = this;
        const params = {
          ...intent,
          version: PROTOCOL_VERSION,
          ...(!visible && { visible }),
          ...(this.session && { session: this.session, known: this.version }),
        };
        socket.request(
          'join',
          params,
          (result) => {
            stopLogin();
            if (this.socket !== socket) return;
            this.joined(socket, intent.uid, result as JoinResult);
            if (this.visible !== visible) this.sayVisible();
          },
          (error) => {
            // That the socket closed is told by the socket.
            if (error.code === 'connection/lost') return;
            stopLogin();
            if (this.socket === socket) this.refused(error);
            socket.close(1000, 'join refused');
          },
        );
      },
      notified: (frame) => this.notified(socket, frame),
      closed: ({ code, reason }) => {
        stopLogin();
        this.closed(socket, code, reason);
      },
    });
    this.socket = socket;
  }

  private joined(socket: SignallingSocket, self: Uid, result: JoinResult): void {
    const { phase } = this;
    const fresh = this.session !== undefined && !result.resumed;
    this.phase = { status: 'up', socket };
    this.session = result.session;
    this.self = self;
    this.version = { epoch: result.epoch, seq: result.seq };
    this.syncing = false;
    this.patience.stop();
    socket.keepAlive(result.timers);
    if (phase.status === 'down') this.tell({ type: 'reconnected', fresh, snapshot: result });
    else this.tell({ type: 'joined', self, snapshot: result as RoomSnapshot });
    const left = this.socket !== socket;
    if (phase.status === 'joining') {
      if (left) phase.failed(aborted());
      else phase.done();
    }
    if (left) return;
    this.commands.connected((method, params, answered, failed) =>
      socket.request(method, params, answered, failed),
    );
  }

  /** A refusal is an answer: asking again would give it again, unless its code says otherwise. */
  private refused(error: RtcError): void {
    if (this.phase.status === 'joining') this.phase.failed(error);
    else if (this.phase.status === 'down' && !error.retryable) this.end('refused');
  }

  private closed(socket: SignallingSocket, code: number, reason: string): void {
    if (this.socket !== socket) return;
    this.socket = null;
    this.commands.disconnected();
    if (this.phase.status === 'joining') {
      const detail = reason || `code ${code}`;
      this.phase.failed(
        new RtcError('connection/failed', `No gateway at ${this.url} (${detail}). Is it running?`),
      );
    } else if (code === closeCodes.seatGone) {
      // Also of a seat that ended while its client was away.
      this.end(toLeaveReason(reason));
    } else if (this.phase.status === 'up') {
      if (code === closeCodes.superseded) return this.end('replaced');
      this.patience.start(this.visible);
      this.reconnect(1, code === closeCodes.silent ? 'request/timeout' : 'connection/lost');
    } else if (this.phase.status === 'down') {
      this.reconnect(this.phase.attempt + 1, 'connection/failed');
    }
  }

  private reconnect(attempt: number, cause: ErrorCode): void {
    this.phase = { status: 'down', attempt };
    this.tell({ type: 'reconnecting', attempt, cause });
    this.stopWaiting = this.platform.clock.after(backOff(attempt, this.platform.random()), () =>
      this.attempt(),
    );
  }

  private attempt(): void {
    this.stopWaiting();
    if (this.phase.status === 'down' && !this.socket) this.connect();
  }

  /** From Wi-Fi to 4G, or after a while in the background, an open connection may be dead without a word. */
  private networkChanged(): void {
    if (this.phase.status === 'up') this.phase.socket.probe(timers.probe);
    else this.retryNow();
  }

  private retryNow(): void {
    if (this.phase.status === 'down') this.attempt();
  }

  private notified(socket: SignallingSocket, frame: NotificationFrame): void {
    if (this.socket !== socket || this.phase.status !== 'up' || this.syncing) return;
    const { epoch, seq, address, ...notification } = frame;
    if (epoch === this.version.epoch && seq <= this.version.seq) return;
    if (epoch !== this.version.epoch || seq > this.version.seq + 1) return this.sync(socket);
    this.version = { epoch, seq };
    const id =
      notification.method === 'streamPublished'
        ? streamId(notification.params.uid, notification.params.source)
        : undefined;
    this.tell({ type: 'notified', notification, ...(address && id && { address, id }) });
    // Put out of the room: should the socket break before the gateway closes it, nothing may come back by itself.
    if (notification.method === 'participantLeft' && notification.params.uid === this.self) this.finish();
  }

  /** Something was missed: takes the room as it is. What comes before the answer is in the answer. */
  private sync(socket: SignallingSocket): void {
    this.syncing = true;
    const answered = (result: unknown) => {
      if (this.socket !== socket || this.phase.status !== 'up') return;
      const snapshot = result as RoomSnapshot;
      this.syncing = false;
      this.version = { epoch: snapshot.epoch, seq: snapshot.seq };
      this.tell({ type: 'synced', snapshot });
    };
    socket.request('sync', {}, answered, () => socket.close(closeCodes.silent, 'sync unanswered'));
  }

  private visibilityChanged(visible: boolean): void {
    this.visible = visible;
    this.patience.setRunning(visible);
    if (this.phase.status === 'up') this.sayVisible();
    // A hidden app's socket may have been cut without a word.
    if (visible) this.networkChanged();
  }

  private sayVisible(): void {
    // Lost with the connection, it is said at the next join, as it is then; nobody waits for the answer.
    this.socket?.request('setVisible', { visible: this.visible }, ignore, ignore);
  }

  private end(reason: LeaveReason): void {
    if (this.phase.status === 'over') return;
    this.finish();
    this.tell({ type: 'ended', reason });
  }

  private finish({ keepSocket = false } = {}): void {
    this.phase = { status: 'over' };
    this.stopWaiting();
    this.stopSignals();
    this.patience.stop();
    const { socket } = this;
    this.socket = null;
    if (!keepSocket) socket?.close(1000, 'over');
    this.commands.close(new RtcError('room/left', 'The room was left before the answer.'));
  }
}

const ignore = (): void => {};

const endings: readonly LeaveReason[] = ['left', 'kicked', 'timeout', 'replaced', 'dissolved'];

function toLeaveReason(text: string): LeaveReason {
  return endings.find((reason) => reason === text) ?? 'left';
}
