import { type LeaveReason, type Requests, RtcError, type StreamId, timers } from '@callgrid/protocol';
import type { BackendCommand, BackendMessage, BackendSession, JoinIntent } from '../backend/backend.ts';
import { CommandQueue } from '../backend/command-queue.ts';
import { Patience } from '../backend/patience.ts';
import { aborted, notJoined } from '../backend/refusals.ts';
import type { Platform } from '../platform/platform.ts';
import { NertcCall } from './nertc-call.ts';
import { toRtcError } from './nertc-error.ts';
import { nertcEvents, readNertcEvent } from './nertc-event.ts';
import type { NertcClient } from './nertc-sdk.ts';
import { toNertcJoin } from './nertc-words.ts';
import { within } from './within.ts';

/** The vendor's one client, as a session gets it. */
export interface NertcAccess {
  /** Settles when the call before this one has let the client go. */
  readonly free: Promise<void>;
  createClient(): NertcClient;
  /** So that the next call gets a new one. */
  forgetClient(): void;
}

/** new → joining → up ⇄ down → over */
type Phase =
  | { readonly status: 'new' }
  | { readonly status: 'joining'; readonly failed: (error: RtcError) => void }
  | { readonly status: 'up' }
  | { readonly status: 'down' }
  | { readonly status: 'over' };

/** How long the vendor has to say goodbye, in milliseconds. */
const GOODBYE = 1_000;

/** One call on NetEase's service: joins, hears the vendor's events as facts, and gives its client back. */
export class NertcSession implements BackendSession {
  /** Settles once the client is free for another call. */
  readonly gone: Promise<void>;
  private readonly access: NertcAccess;
  private readonly platform: Platform;
  private readonly intent: () => JoinIntent;
  private readonly tell: (message: BackendMessage) => void;
  private readonly commands: CommandQueue;
  private readonly patience: Patience;
  private phase: Phase = { status: 'new' };
  private call: NertcCall | null = null;
  private free = (): void => {};
  private stopEnding = (): void => {};
  private stopSettling = (): void => {};
  private stopVisibility = (): void => {};

  constructor(
    access: NertcAccess,
    platform: Platform,
    intent: () => JoinIntent,
    tell: (message: BackendMessage) => void,
  ) {
    this.access = access;
    this.platform = platform;
    this.intent = intent;
    this.tell = tell;
    this.gone = new Promise((resolve) => {
      this.free = resolve;
    });
    const { clock } = platform;
    this.commands = new CommandQueue(clock, (method) => tell({ type: 'commandTimedOut', method }));
    this.patience = new Patience(clock, timers.giveUp, () => this.end('connectionLost'));
  }

  async join(): Promise<void> {
    if (this.phase.status !== 'new') throw aborted();
    const ended = new Promise<never>((_, failed) => {
      this.phase = { status: 'joining', failed };
    });
    this.stopVisibility = this.platform.onVisibilityChanged((visible) => this.patience.setRunning(visible));
    try {
      await Promise.race([this.enter(), ended]);
    } catch (error) {
      this.finish();
      void this.goodbye();
      throw toRtcError('the join', error);
    }
  }

  request<Method extends BackendCommand>(
    method: Method,
    params: Requests[Method]['params'],
  ): Promise<Requests[Method]['result']> {
    if (this.phase.status !== 'up' && this.phase.status !== 'down') {
      return Promise.reject(notJoined(method));
    }
    return this.commands.add(method, params);
  }

  async leave(): Promise<void> {
    const { phase } = this;
    if (phase.status === 'over') return this.gone;
    this.finish();
    // The join tells its own end.
    if (phase.status === 'joining') return phase.failed(aborted());
    await this.goodbye();
  }

  private async enter(): Promise<void> {
    await this.access.free;
    this.keepJoining();
    const intent = this.intent();
    const client = this.access.createClient();
    client.init();
    const call = new NertcCall(this.platform.clock, client, intent, {
      changed: (notification) => {
        if (this.phase.status === 'up') this.tell({ type: 'notified', notification });
      },
      addressed: (id) => this.addressed(id),
    });
    this.call = call;
    for (const event of nertcEvents) client.on(event, (payload) => this.heard(event, payload));
    await this.ask('the role', client.setRole(intent.role ?? 'broadcaster'));
    this.keepJoining();
    const joined = client.join(toNertcJoin(intent));
    // The vendor joins even when `leave` came first: somebody would stay in the room whom nobody can see leave.
    joined.then(
      () => {
        if (this.phase.status === 'over') void quietly(() => client.leave());
      },
      () => {},
    );
    await this.ask('the join', joined);
    this.keepJoining();
    await this.ask('to publish or mute', call.begin(intent));
    this.keepJoining();
    this.phase = { status: 'up' };
    this.tell({ type: 'joined', self: intent.uid, snapshot: call.facts.snapshot });
    this.connected();
  }

  private heard(event: string, payload: unknown): void {
    const fact = this.phase.status === 'over' ? undefined : readNertcEvent(event, payload);
    if (!fact) return;
    switch (fact.type) {
      case 'reconnecting':
        return this.reconnecting(fact.attempt);
      case 'reconnected':
        return this.reconnected();
      case 'kicked':
      case 'dissolved':
        // What follows says whether it was a refusal; should nothing follow, that is all.
        this.stopEnding();
        this.stopEnding = this.platform.clock.after(timers.leave, () => this.end(fact.type));
        return;
      case 'refused':
        return this.phase.status === 'joining'
          ? this.phase.failed(toRtcError('the join', fact.reason))
          : undefined;
      case 'disconnected':
        return this.phase.status === 'joining'
          ? this.phase.failed(toRtcError('the join', { code: fact.code, desc: 'the session ended' }))
          : this.end(reasonOf(fact.code));
      default:
        this.call?.hear(fact);
        if (this.phase.status === 'down') this.settleSoon();
    }
  }

  private reconnecting(attempt: number): void {
    if (this.phase.status !== 'up' && this.phase.status !== 'down') return;
    if (this.phase.status === 'up') {
      this.call?.facts.remember();
      this.patience.start(true);
      this.commands.disconnected();
    }
    this.stopSettling();
    this.call?.facts.beginAgain();
    this.phase = { status: 'down' };
    this.tell({ type: 'reconnecting', attempt, cause: 'connection/lost' });
  }

  /** The vendor tells of everybody again: it is back, even if its own last word never comes. */
  private settleSoon(): void {
    this.stopSettling();
    this.stopSettling = this.platform.clock.after(timers.attempt, () => this.reconnected());
  }

  private reconnected(): void {
    const { call } = this;
    if (this.phase.status !== 'down' || !call) return;
    this.stopSettling();
    this.patience.stop();
    call.facts.forgetGone();
    void quietly(() => call.muteAgain());
    this.phase = { status: 'up' };
    this.tell({ type: 'reconnected', fresh: false, snapshot: call.facts.snapshot });
    this.connected();
  }

  /** Commands go to the vendor from here on, those first that waited. */
  private connected(): void {
    const { call } = this;
    if (this.phase.status !== 'up' || !call) return;
    this.commands.connected((method, params, answered, failed) => {
      call.run(method, params).then(answered, (error) => {
        // What the vendor throws while it is down says nothing of the command: it is given again.
        if (this.phase.status === 'down') failed(new RtcError('connection/lost', 'The connection was lost.'));
        else failed(toRtcError(method, error));
      });
    });
  }

  private addressed(id: StreamId): void {
    const address = this.call?.facts.address(id);
    if (this.phase.status === 'up' && address) this.tell({ type: 'addressed', id, address });
  }

  private ask<T>(what: string, promise: Promise<T>): Promise<T> {
    return within(this.platform.clock, timers.command, what, promise);
  }

  private keepJoining(): void {
    if (this.phase.status !== 'joining') throw aborted();
  }

  private end(reason: LeaveReason): void {
    const { phase } = this;
    if (phase.status === 'over') return;
    if (phase.status === 'joining') return phase.failed(toRtcError('the join', { desc: reason }));
    this.finish();
    void this.goodbye();
    this.tell({ type: 'ended', reason });
  }

  private finish(): void {
    this.phase = { status: 'over' };
    this.stopEnding();
    this.stopSettling();
    this.stopVisibility();
    this.patience.stop();
    this.call?.close();
    this.commands.close(new RtcError('room/left', 'The room was left before an answer came.'));
  }

  /** Leaves at the vendor and forgets its client: one that was used may still be half in the room. */
  private async goodbye(): Promise<void> {
    const { client } = this.call ?? {};
    if (client) {
      const left = quietly(() => client.leave());
      await within(this.platform.clock, GOODBYE, 'leave', left).catch(() => {});
      await quietly(async () => client.destroy());
      await quietly(async () => this.access.forgetClient());
    }
    this.free();
  }
}

/** Runs what the vendor may throw at or reject, where nothing depends on it. */
async function quietly(run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch {
    // Nothing depends on it.
  }
}

function reasonOf(code: string): LeaveReason {
  if (code === '405') return 'kicked';
  if (code === '403') return 'connectionLost';
  return code === '0' ? 'dissolved' : 'refused';
}
