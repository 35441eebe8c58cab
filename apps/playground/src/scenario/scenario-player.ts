import { createStore, type StoreApi } from 'zustand/vanilla';
import type { DrawnCall } from '../call/drawn-call.ts';
import { lengthOf, type Scenario } from '../call/happening.ts';
import { beginning, type Playback, type PlaybackAction, reducePlayback } from './playback.ts';

/** So much of real time counts at once at most, in ms: a page that was not seen does not catch up. */
const LONGEST_FRAME = 250;

/** Lets a script happen to a drawn call, in the time of that call. */
export class ScenarioPlayer {
  readonly store: StoreApi<Playback>;
  readonly call: DrawnCall;
  readonly script: Scenario['script'];
  private moved: Promise<void> = Promise.resolve();

  /** What happens at 0 has happened when this returns. */
  constructor(call: DrawnCall, scenario: Scenario) {
    this.call = call;
    const { script } = scenario;
    this.script = script;
    this.store = createStore<Playback>()(() =>
      beginning([...new Set(script.map(({ at }) => at))], lengthOf(scenario)),
    );
    for (const happening of script) {
      if (happening.at === 0) call.perform(happening);
      else call.clock.after(happening.at, () => call.perform(happening));
    }
  }

  /** Settles once everything up to the new time has happened. */
  dispatch(action: PlaybackAction): Promise<void> {
    const { state, advance } = reducePlayback(this.store.getState(), action);
    this.store.setState(state, true);
    if (advance > 0) this.moved = this.moved.then(() => this.call.clock.advance(advance));
    return this.moved;
  }

  /** Follows real time. Gives the function that stops it. */
  run(): () => void {
    let isOver = false;
    const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const follow = async () => {
      let last = await frame();
      while (!isOver) {
        const now = await frame();
        const ms = Math.min(now - last, LONGEST_FRAME);
        last = now;
        await this.dispatch({ type: 'passed', ms });
      }
    };
    void follow();
    return () => {
      isOver = true;
    };
  }
}
