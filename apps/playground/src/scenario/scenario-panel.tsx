import type { ReactElement } from 'react';
import { useStore } from 'zustand';
import { sayHappening } from '../call/happening.ts';
import { speeds } from './playback.ts';
import type { ScenarioPlayer } from './scenario-player.ts';
import '../panel/panel.css';
import './scenario-panel.css';

interface ScenarioPanelProps {
  readonly player: ScenarioPlayer;
  /** Begins anew, and goes on to this time at once. */
  readonly onAgain: (at: number) => void;
}

/** How many lines of the script are seen around the one that happened last. */
const BEFORE = 2;
const AFTER = 4;

/** Plays a script: as it happened, faster, step by step, or from any time of it. */
export function ScenarioPanel({ player, onAgain }: ScenarioPanelProps): ReactElement {
  const { status, at, length, speed, times } = useStore(player.store);
  const { script } = player;
  const isPlaying = status === 'playing';
  const isOver = at >= length;
  const shown = Math.min(at, length);
  const done = script.filter((happening) => happening.at <= at).length;
  const from = Math.max(0, Math.min(done - BEFORE, script.length - BEFORE - AFTER));
  const goTo = (time: number) =>
    time < at ? onAgain(time) : void player.dispatch({ type: 'skip', to: time });
  return (
    <section className='scenario panel' aria-label='Scenario'>
      <div className='panel-row'>
        <button type='button' onClick={() => onAgain(0)}>
          ⟲ Again
        </button>
        <button type='button' onClick={() => void player.dispatch({ type: isPlaying ? 'pause' : 'play' })}>
          {isPlaying ? '❚❚ Pause' : '▶ Play'}
        </button>
        <button type='button' disabled={isOver} onClick={() => void player.dispatch({ type: 'step' })}>
          ⇥ Step
        </button>
        <label>
          Speed{' '}
          <select
            value={speed}
            onChange={({ target }) => void player.dispatch({ type: 'speed', speed: Number(target.value) })}
          >
            {speeds.map((it) => (
              <option key={it} value={it}>
                {it}×
              </option>
            ))}
          </select>
        </label>
        <output data-over={isOver}>
          {seconds(shown)} / {seconds(length)} s
        </output>
      </div>
      <div className='scenario-line'>
        {times.map((time) => (
          <i
            key={time}
            className={time <= at ? 'is-over' : ''}
            style={{ left: `${(100 * time) / length}%` }}
          />
        ))}
        <input
          type='range'
          aria-label='Time'
          min={0}
          max={length}
          step={100}
          value={shown}
          onChange={({ target }) => goTo(Number(target.value))}
        />
      </div>
      <ol className='scenario-script' start={from + 1}>
        {script.slice(from, from + BEFORE + AFTER).map((happening, index) => (
          <li key={from + index} className={from + index < done ? 'is-over' : ''}>
            {seconds(happening.at)} s · {sayHappening(happening)}
          </li>
        ))}
      </ol>
    </section>
  );
}

const seconds = (ms: number): string => (ms / 1_000).toFixed(1);
