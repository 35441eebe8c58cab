import { RtcError, type Uid } from '@callgrid/core';
import type { TestClient } from '@callgrid/gateway/test/call';
import type { MediaKind, RoomState } from '@callgrid/protocol';

const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(Math.random() * items.length)]!;
const kinds = [['audio'], ['video'], ['audio', 'video']] as const satisfies readonly (readonly MediaKind[])[];

/** What has happened, counted over many people. */
export interface Tally {
  actions: number;
  events: number;
  cuts: number;
  /** Requests that were refused, or lost with their connection: both are answers. */
  refused: number;
  /** Rejected with something else than an `RtcError`; there must be none. */
  readonly strange: string[];
}

/** One client that does what comes to its mind. */
export class Person {
  readonly uid: Uid;
  private readonly client: TestClient;
  private readonly channelName: string;
  private readonly tally: Tally;
  private readonly running = new Set<Promise<void>>();

  constructor(client: TestClient, channelName: string, uid: Uid, tally: Tally) {
    this.client = client;
    this.channelName = channelName;
    this.uid = uid;
    this.tally = tally;
  }

  get status(): string {
    return this.client.room.store.getState().connection.status;
  }

  /** The room as it sees it, without what is its own. */
  get view(): Pick<RoomState, 'participants' | 'streams'> {
    const { participants, streams } = this.client.room.store.getState();
    return { participants, streams: streams.map(({ address: _, ...stream }) => stream) };
  }

  join(): void {
    const { channelName, uid } = this;
    const publish = pick([[], ...kinds]);
    this.run(this.client.room.join({ channelName, uid, publish, autoSubscribe: true }));
  }

  act(): void {
    const { room } = this.client;
    this.tally.actions++;
    const { status } = this;
    if (status === 'idle' || status === 'left') return this.join();
    if (status !== 'joined') return;
    const chance = Math.random();
    if (chance < 0.12) return this.cut();
    if (chance < 0.2) return this.run(room.leave());
    if (chance < 0.5)
      return this.run(room[pick(['mute', 'unmute'] as const)](pick(['audio', 'video'] as const)));
    if (chance < 0.65)
      return this.run(room.setRole(pick(['broadcaster', 'broadcaster', 'audience'] as const)));
    const stream = { source: pick(['camera', 'camera', 'screen'] as const), kinds: pick(kinds) };
    this.run(room[pick(['publish', 'publish', 'unpublish'] as const)](stream));
  }

  /** Settles once everything it asked for is answered. */
  async rest(): Promise<void> {
    await Promise.all(this.running);
  }

  /** Adds what it was told since the last time. */
  count(): void {
    this.tally.events += this.client.events.entries.splice(0).length;
  }

  async leave(): Promise<void> {
    if (this.status !== 'idle' && this.status !== 'left') await this.client.room.leave();
  }

  private cut(): void {
    this.tally.cuts++;
    this.client.cut();
  }

  private run(promise: Promise<unknown>): void {
    const done = promise
      .then(
        () => {},
        (error: unknown) => {
          this.tally.refused++;
          if (!(error instanceof RtcError)) this.tally.strange.push(String(error));
        },
      )
      .finally(() => this.running.delete(done));
    this.running.add(done);
  }
}
