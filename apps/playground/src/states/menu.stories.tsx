import { CallGrid } from '@callgrid/call-grid';
import type { Happening } from '../call/happening.ts';
import { callStories, people } from './call-stories.tsx';

export default { title: 'Menu', ...callStories(CallGrid) };

const opened = (tile: string): Happening => ({
  at: 1_000,
  who: 1,
  what: 'presses',
  selector: `#${tile}-menu`,
});

/** What can be done with somebody's picture: pin, full screen, mute for me. */
export const Open = { parameters: people(4, opened('callgrid-tile-2')) };
export const Pinned = {
  parameters: people(4, { at: 500, who: 1, what: 'pins', tile: '2/camera' }, opened('callgrid-tile-2')),
};
export const FullScreen = {
  parameters: people(4, { at: 500, who: 1, what: 'fills', tile: '2/camera' }, opened('callgrid-tile-2')),
};
export const MutedForMe = {
  parameters: people(4, { at: 500, who: 1, what: 'hushes', tile: '2/camera' }, opened('callgrid-tile-2')),
};
/** The own picture is not heard here. */
export const OwnPicture = { parameters: people(4, opened('callgrid-local')) };
export const SharedScreen = {
  parameters: people(4, { at: 500, who: 2, what: 'shares' }, opened('callgrid-tile-2-screen')),
};
