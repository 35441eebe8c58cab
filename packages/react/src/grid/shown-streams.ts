import {
  type Clock,
  type MediaKind,
  mediaKinds,
  type Room,
  type RtcError,
  type StreamId,
} from '@callgrid/core';

/** After a refusal, in ms: one that may pass, and another, such as of a stream that is about to go. */
const AGAIN = { retryable: 3_000, final: 12_000 };

/** Keeps subscribed what is shown, and nothing else; to be shown again whenever the room changed. One command a stream is under way at a time. */
export class ShownStreams {
  private readonly room: Room;
  private readonly clock: Clock;
  private shown: readonly StreamId[] = [];
  private hushed: readonly StreamId[] = [];
  /** Those whose sound is not subscribed. */
  private readonly silent = new Set<StreamId>();
  /** Those with a command under way, or that wait after a refusal; at most those of the room. */
  private readonly busy = new Set<StreamId>();
  private isRunning = false;

  constructor(room: Room, clock: Clock) {
    this.room = room;
    this.clock = clock;
  }

  /** Gives the function that stops it; it may be started again. */
  start(): () => void {
    this.isRunning = true;
    // A new seat was given everything, with its sound.
    const stop = this.room.on('reconnected', ({ fresh }) => {
      if (fresh) this.silent.clear();
      this.settle();
    });
    return () => {
      this.isRunning = false;
      stop();
    };
  }

  /** `hushed`: those of them that are seen and not heard. */
  show(ids: readonly StreamId[], hushed: readonly StreamId[]): void {
    this.shown = ids;
    this.hushed = hushed;
    this.settle();
  }

  /** The kinds of a stream that are wanted of what is shown. */
  kindsOf(id: StreamId): readonly MediaKind[] {
    return this.hushed.includes(id) ? ['video'] : mediaKinds;
  }

  private settle(): void {
    const { connection, streams, local } = this.room.store.getState();
    if (!this.isRunning || connection.status !== 'joined') return;
    for (const { id, uid, source, address } of streams) {
      if (uid === local.uid || this.busy.has(id)) continue;
      if (address === null) this.silent.delete(id);
      const command = this.commandFor(id, address !== null);
      if (!command) continue;
      this.busy.add(id);
      this.room[command.method]({ uid, source, kinds: command.kinds }).then(
        () => {
          if (command.isSilent) this.silent.add(id);
          else this.silent.delete(id);
          this.free(id);
        },
        (error: RtcError) => this.wait(id, error),
      );
    }
  }

  /** What leads to how the stream is wanted; undefined where it is so. */
  private commandFor(
    id: StreamId,
    isSubscribed: boolean,
  ): { method: 'subscribe' | 'unsubscribe'; kinds: readonly MediaKind[]; isSilent: boolean } | undefined {
    const isShown = this.shown.includes(id);
    const isSilent = this.hushed.includes(id);
    if (isShown && !isSubscribed) return { method: 'subscribe', kinds: this.kindsOf(id), isSilent };
    if (isSubscribed && !isShown) return { method: 'unsubscribe', kinds: mediaKinds, isSilent: false };
    if (!isShown || isSilent === this.silent.has(id)) return undefined;
    return { method: isSilent ? 'unsubscribe' : 'subscribe', kinds: ['audio'], isSilent };
  }

  private free(id: StreamId): void {
    if (this.busy.delete(id)) this.settle();
  }

  private wait(id: StreamId, { retryable }: RtcError): void {
    this.clock.after(retryable ? AGAIN.retryable : AGAIN.final, () => this.free(id));
  }
}
