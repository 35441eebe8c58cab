import { CallGrid, StreamViewsContext } from '@callgrid/call-grid';
import { type ReactElement, useEffect, useState } from 'react';
import { CHANNEL, People } from './people/people.ts';
import { PeoplePanel } from './people/people-panel.tsx';
import { pictureViews } from './picture/picture-views.tsx';

interface PlaygroundProps {
  /** How many others are in the room at first. */
  readonly others: number;
  readonly locale: 'en' | 'zh-CN';
}

function Playground({ others, locale }: PlaygroundProps): ReactElement {
  const [people] = useState(() => new People(others));
  useEffect(() => () => people.end(), [people]);
  return (
    <div style={{ display: 'flex', flexDirection: 'column', height: '100vh' }}>
      <div style={{ flex: 1, minHeight: 0 }}>
        <StreamViewsContext.Provider value={pictureViews}>
          <CallGrid
            backend={people.gateway.backend()}
            platform={people.platform}
            channelName={CHANNEL}
            uid={1}
            name='Zoe'
            locale={locale}
          />
        </StreamViewsContext.Provider>
      </div>
      <PeoplePanel people={people} />
    </div>
  );
}

export default { title: 'CallGrid', component: Playground };

/** Three people, the viewer among them. */
export const ThreePeople = { args: { others: 2, locale: 'en' } };
export const Alone = { args: { others: 0, locale: 'en' } };
export const NinePeople = { args: { others: 8, locale: 'zh-CN' } };
