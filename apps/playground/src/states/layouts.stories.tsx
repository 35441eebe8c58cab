import { CallGrid } from '@callgrid/call-grid';
import { callStories, people } from './call-stories.tsx';

export default { title: 'Layouts', ...callStories(CallGrid) };

export const Grid1 = { parameters: people(1) };
/** Two of one size. By themselves two are a pair, as below: one over the other's corner. */
export const Grid2 = { parameters: people(2, { at: 500, who: 1, what: 'lays out', layout: 'grid' }) };
export const Grid3 = { parameters: people(3) };
export const Grid4 = { parameters: people(4) };
export const Grid9 = { parameters: people(9) };
/** On a phone these are more than one page takes. */
export const Grid16 = { parameters: people(16), args: { maxPlayers: 15 } };
/** One large, the others in a strip: whoever speaks takes the large place. */
export const Speaker = {
  parameters: people(
    6,
    { at: 500, who: 1, what: 'lays out', layout: 'speaker' },
    { at: 600, who: 3, what: 'speaks' },
  ),
};
/** Picture-in-picture, for two. */
export const Pair = { parameters: people(2, { at: 500, who: 1, what: 'lays out', layout: 'pair' }) };
/** One lies over all others, which stay where they are. */
export const FullScreen = { parameters: people(4, { at: 500, who: 1, what: 'fills', tile: '3/camera' }) };
/** A shared screen is large by itself, and shown whole. */
export const ScreenFirst = { parameters: people(5, { at: 500, who: 2, what: 'shares' }) };
/** A pin is large where something is, and on every page. */
export const Pinned = { parameters: people(5, { at: 500, who: 1, what: 'pins', tile: '4/camera' }) };
