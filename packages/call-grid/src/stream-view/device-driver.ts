import type { Clock, Room } from '@callgrid/core';

interface Result<State, Step> {
  readonly state: State;
  readonly step: Step | { readonly type: 'wait'; readonly ms: number };
}

/** What the driver itself tells every machine. */
export type SharedAction =
  | { readonly type: 'addressGiven' }
  | { readonly type: 'signalling'; readonly is: 'up' | 'down' }
  | { readonly type: 'waited' }
  | { readonly type: 'shown' }
  | { readonly type: 'hidden' };

export interface DriverOptions<State, Action, Step> {
  readonly initial: State;
  reduce(state: State, action: Action | SharedAction): Result<State, Step>;
  perform(step: Step): void;
  /** The machine went from one state to another. */
  changed?(state: State): void;
}

/** Carries facts to a device's machine, and its steps to whoever performs them. */
export class DeviceDriver<State, Action, Step extends { readonly type: string }> {
  private state: State;
  private readonly options: DriverOptions<State, Action, Step>;
  private readonly clock: Clock;
  private cancelWait: () => void = () => {};
  private over = false;

  constructor(clock: Clock, options: DriverOptions<State, Action, Step>) {
    this.clock = clock;
    this.options = options;
    this.state = options.initial;
  }

  readonly dispatch = (action: Action | SharedAction): void => {
    if (this.over) return;
    const { state, step } = this.options.reduce(this.state, action);
    const isOther = state !== this.state;
    this.state = state;
    if (isOther) this.options.changed?.(state);
    if (isWait(step)) {
      this.cancelWait();
      this.cancelWait = this.clock.after(step.ms, () => this.dispatch({ type: 'waited' }));
    } else if (step.type !== 'nothing') {
      this.options.perform(step);
    }
  };

  /** Tells the machine whether the gateway is reachable, now and from now on. Gives the function that stops it. */
  follow({ store }: Room): () => void {
    const tell = () => {
      const { status } = store.getState().connection;
      this.dispatch({ type: 'signalling', is: status === 'joined' ? 'up' : 'down' });
    };
    tell();
    return store.subscribe(tell);
  }

  /** Ends it: nothing is performed any more. */
  dispose(): void {
    this.over = true;
    this.cancelWait();
  }
}

function isWait(step: { readonly type: string }): step is { readonly type: 'wait'; readonly ms: number } {
  return step.type === 'wait';
}
