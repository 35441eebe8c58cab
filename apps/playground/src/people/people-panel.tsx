import { type MediaKind, toUid } from '@callgrid/core';
import { type ReactElement, useEffect, useReducer } from 'react';
import { CHANNEL } from '../call/drawn-call.ts';
import type { What } from '../call/happening.ts';
import type { ScenarioPlayer } from '../scenario/scenario-player.ts';
import '../panel/panel.css';
import './people-panel.css';

const REFRESH_MS = 200;

/** Lets whoever plays decide what the others do. */
export function PeoplePanel({ player: { call } }: { readonly player: ScenarioPlayer }): ReactElement {
  const [, refresh] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const timer = setInterval(refresh, REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  const button = (label: string, who: string | number, what: What) => (
    <button type='button' onClick={() => call.perform({ at: 0, who, ...what })}>
      {label}
    </button>
  );
  const present = call.gateway.room(CHANNEL)?.participants ?? [];
  const next = 1 + Math.max(Number(call.viewer), ...[...call.others.keys()].map(Number));
  return (
    <aside className='people panel'>
      <div className='panel-row'>
        <b>You</b>
        {button('Lose connection', call.viewer, { what: 'loses' })}
        {button('Reconnect', call.viewer, { what: 'regains' })}
        {button('Be kicked', call.viewer, { what: 'out', reason: 'kicked' })}
        {button('Somebody joins', next, { what: 'joins' })}
      </div>
      {present
        .filter(({ uid }) => uid !== toUid(call.viewer))
        .map(({ uid, name, muted, status, speaking }) => {
          const toggle = (kind: MediaKind): What => ({ what: muted[kind] ? 'unmutes' : 'mutes', kind });
          const away = status === 'reconnecting';
          return (
            <div key={uid} className='panel-row'>
              <b>{name}</b>
              {button(muted.audio ? 'Unmute' : 'Mute', uid, toggle('audio'))}
              {button(muted.video ? 'Camera on' : 'Camera off', uid, toggle('video'))}
              {button(speaking ? 'Fall silent' : 'Speak', uid, {
                what: speaking ? 'falls silent' : 'speaks',
              })}
              {button(away ? 'Reconnect' : 'Lose connection', uid, { what: away ? 'regains' : 'loses' })}
              {button('Leave', uid, { what: 'leaves' })}
            </div>
          );
        })}
    </aside>
  );
}
