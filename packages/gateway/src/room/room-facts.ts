import { type Notification, type NotificationFrame, type RoomState, RtcError } from '@callgrid/protocol';
import { type Command, decide, evolve } from '@callgrid/room';
import { randomText } from '../random/random-text.ts';

/** The facts of one room, and how far they have come. */
export class RoomFacts {
  state: RoomState;
  /** New with every start: what a client knows of the room from before may not be what was stored. */
  readonly epoch = randomText(6);
  private count = 0;

  constructor(state: RoomState) {
    this.state = state;
  }

  get seq(): number {
    return this.count;
  }

  /** The facts that follow from a command. Throws an `RtcError` when the room refuses it. */
  decide(command: Command): readonly Notification[] {
    const decision = decide(this.state, command);
    if (decision.ok) return decision.notifications;
    throw new RtcError(decision.code, decision.message);
  }

  /** Adds a fact, and gives it as it goes over the wire. */
  add(notification: Notification): NotificationFrame {
    this.state = evolve(this.state, notification);
    this.count++;
    return { epoch: this.epoch, seq: this.count, ...notification };
  }
}
