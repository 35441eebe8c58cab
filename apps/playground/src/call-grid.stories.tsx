import { CallGrid } from '@callgrid/call-grid';
import { PeoplePanel } from './people/people-panel.tsx';
import { callStories, people } from './states/call-stories.tsx';

export default { title: 'CallGrid', ...callStories(CallGrid), parameters: { call: { Below: PeoplePanel } } };

/** Three people, the viewer among them. The buttons below let the others act. */
export const ThreePeople = { parameters: people(3) };
export const Alone = { parameters: people(1) };
export const NinePeople = { parameters: people(9) };
