import type { MediaKind } from '@callgrid/core';
import { type ReactElement, useEffect, useReducer } from 'react';
import type { People } from './people.ts';
import './people-panel.css';

/** Lets whoever plays decide what the others do. */
export function PeoplePanel({ people }: { readonly people: People }): ReactElement {
  const [, refresh] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    const stops = [...people.rooms.values()].map((room) => room.store.subscribe(refresh));
    return () => {
      for (const stop of stops) stop();
    };
  });
  const button = (label: string, act: () => unknown) => (
    <button
      type='button'
      onClick={() => {
        act();
        refresh();
      }}
    >
      {label}
    </button>
  );
  return (
    <aside className='people'>
      <div className='people-row'>
        <b>You</b>
        {button('Lose connection', () => people.toggleConnection('1', true))}
        {button('Reconnect', () => people.toggleConnection('1', false))}
        {button('Be kicked', () => people.kickViewer())}
        {button('Somebody joins', () => people.enter())}
      </div>
      {[...people.rooms].map(([uid, room]) => {
        const { name, muted } = room.store.getState().local;
        const away = room.store.getState().connection.status === 'reconnecting';
        const toggle = (kind: MediaKind) => (muted[kind] ? room.unmute(kind) : room.mute(kind));
        return (
          <div key={uid} className='people-row'>
            <b>{name}</b>
            {button(muted.audio ? 'Unmute' : 'Mute', () => toggle('audio'))}
            {button(muted.video ? 'Camera on' : 'Camera off', () => toggle('video'))}
            {button(away ? 'Reconnect' : 'Lose connection', () => people.toggleConnection(uid, !away))}
            {button('Leave', () => people.leave(uid))}
          </div>
        );
      })}
    </aside>
  );
}
