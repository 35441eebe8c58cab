import { CallGrid } from '@callgrid/call-grid';
import { callStories, people } from './call-stories.tsx';

export default { title: 'Pager', ...callStories(CallGrid) };

/** The first of several pages; the number is of those on the others. */
export const FirstPage = { parameters: people(14), args: { pageSize: 5 } };
export const MiddlePage = {
  parameters: people(14, { at: 500, who: 1, what: 'turns', page: 1 }),
  args: { pageSize: 5 },
};
export const LastPage = {
  parameters: people(14, { at: 500, who: 1, what: 'turns', page: 9 }),
  args: { pageSize: 5 },
};
/** Pins are on every page. */
export const PinOnEveryPage = {
  parameters: people(
    14,
    { at: 500, who: 1, what: 'lays out', layout: 'grid' },
    { at: 600, who: 1, what: 'pins', tile: '3/camera' },
    { at: 700, who: 1, what: 'turns', page: 2 },
  ),
  args: { pageSize: 5 },
};
/** Whoever speaks on another page for a second is brought onto this one. */
export const SpeakerBroughtIn = {
  parameters: people(14, { at: 500, who: 14, what: 'speaks' }),
  args: { pageSize: 5 },
};
