/** How long a frame that was sent is given for something to come back, in ms of real time. */
const ANSWER_MS = 25;
/** How long a connection, a request or a closing handshake is waited for, and the longest `quiet` takes. */
const OPERATION_MS = 1_000;
/** Turns of the event loop without a frame: one to let a frame that is there already be read, one to be sure. */
const CALM_TURNS = 2;
/** From then on a turn is a millisecond: what did not come at once is not worth a busy processor. */
const EAGER_TURNS = 20;

/** What a phone's network still expects, in real time: what a test waits for before it moves the clock. */
export class Traffic {
  private readonly operations = new Map<object, number>();
  private readonly unanswered = new Map<object, number>();
  private activity = 0;

  /** `nextTurn` calls back once the event loop has gone round. */
  constructor(private readonly nextTurn: (run: () => void) => void) {}

  /** How many frames and ends of operations there have been. */
  get count(): number {
    return this.activity;
  }

  /** A connection, a request or a closing handshake begins. */
  begins(what: object): void {
    this.operations.set(what, performance.now());
  }

  ends(what: object): void {
    this.activity++;
    this.operations.delete(what);
  }

  sent(socket: object): void {
    this.activity++;
    this.unanswered.set(socket, performance.now());
  }

  /** Whatever comes counts as the answer: nobody but the mini program knows better. */
  received(socket: object): void {
    this.activity++;
    this.unanswered.delete(socket);
  }

  forget(socket: object): void {
    this.ends(socket);
    this.unanswered.delete(socket);
  }

  /** Settles once nothing is expected and the last two turns saw no frame, or after a second. Never rejects. */
  async quiet(): Promise<void> {
    const end = performance.now() + OPERATION_MS;
    let calm = 0;
    for (let turns = 0; calm < CALM_TURNS && performance.now() < end; turns++) {
      const before = this.activity;
      await this.turn(turns < EAGER_TURNS);
      calm = this.activity === before && !this.expects() ? calm + 1 : 0;
    }
  }

  private turn(eager: boolean): Promise<void> {
    return new Promise((resolve) => {
      if (eager) this.nextTurn(resolve);
      else setTimeout(resolve, 1);
    });
  }

  private expects(): boolean {
    const now = performance.now();
    const young = (since: Iterable<number>, ms: number) => [...since].some((it) => now - it < ms);
    return young(this.operations.values(), OPERATION_MS) || young(this.unanswered.values(), ANSWER_MS);
  }
}
