import { type ReactElement, useState } from 'react';
import { type CallArgs, CallStory } from '../call/call-story.tsx';
import type { Globals } from '../toolbar.ts';
import { parseFieldLog, scenarioOf } from './field-log.ts';
import { ScenarioPanel } from './scenario-panel.tsx';

interface FieldLogStoryProps {
  readonly example: string;
  readonly args: CallArgs;
  readonly globals: Globals;
}

/** Replays what a phone's devices said in the field: paste its log. */
export function FieldLogStory({ example, args, globals }: FieldLogStoryProps): ReactElement {
  const [text, setText] = useState(example);
  const [replayed, setReplayed] = useState(() => parseFieldLog(example));
  return (
    <div className='call-story'>
      <div style={{ flex: 1, minHeight: 0 }}>
        <CallStory
          scenario={scenarioOf(replayed)}
          args={args}
          globals={globals}
          begins='start'
          Below={ScenarioPanel}
        />
      </div>
      <section className='field-log panel'>
        <label>
          A field log: a line a status code, as “12:03:04.120 pusher -1307”, “player 7 2103”, or JSON
          <textarea value={text} spellCheck={false} onChange={({ target }) => setText(target.value)} />
        </label>
        <button type='button' onClick={() => setReplayed(parseFieldLog(text))}>
          Replay
        </button>{' '}
        {replayed.entries.length} codes
        {replayed.problems.length > 0 && (
          <ul>
            {replayed.problems.map(({ line, text: said, why }) => (
              <li key={line}>
                Line {line} was not understood, “{said.slice(0, 80)}”: {why}.
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}
