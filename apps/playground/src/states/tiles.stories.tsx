import { CallGrid } from '@callgrid/call-grid';
import type { Happening } from '../call/happening.ts';
import { callStories, people } from './call-stories.tsx';

export default { title: 'Tiles', ...callStories(CallGrid) };

/** Initials stand for a picture; the second one has neither picture nor sound. */
export const CameraOff = {
  parameters: people(
    4,
    { at: 500, who: 2, what: 'mutes', kind: 'video' },
    { at: 500, who: 3, what: 'mutes', kind: 'video' },
    { at: 500, who: 3, what: 'mutes', kind: 'audio' },
  ),
};
export const Muted = {
  parameters: people(
    4,
    { at: 500, who: 1, what: 'mutes', kind: 'audio' },
    { at: 500, who: 2, what: 'mutes', kind: 'audio' },
  ),
};
export const Speaking = {
  parameters: people(
    4,
    { at: 500, who: 1, what: 'speaks' },
    { at: 500, who: 2, what: 'speaks' },
    { at: 500, who: 3, what: 'mutes', kind: 'video' },
    { at: 600, who: 3, what: 'speaks' },
  ),
};
/** From five bars to none; a tile whose network is not known shows none either. */
export const NetworkBars = {
  parameters: people(
    6,
    ...[1, 2, 3, 4, 5, 6].map((level): Happening => ({ at: 500, who: level, what: 'network', level })),
  ),
};
/** As in a mirror; the others see it as it is. */
export const OwnMirrored = { parameters: people(1) };
/** A start that takes longer than one and a half seconds. */
export const Connecting = {
  parameters: people(
    4,
    { at: 0, who: 2, what: 'device', manner: 'silent' },
    { at: 100, who: 4, what: 'leaves' },
  ),
};
/** Somebody's connection, and a picture on its way here. */
export const Reconnecting = {
  parameters: people(
    4,
    { at: 1_000, who: 2, what: 'loses' },
    { at: 1_000, who: 3, what: 'code', code: 2103 },
  ),
};
/** The app of somebody else is not seen by its owner. */
export const InTheBackground = { parameters: people(3, { at: 500, who: 2, what: 'hides' }) };
/** The player gave up, and waits longer with each try. */
export const Failed = { parameters: people(3, { at: 500, who: 2, what: 'device', manner: 'broken' }) };
/** More than are played at once: names in place of pictures. */
export const BeyondThePlayerBudget = { parameters: people(6), args: { maxPlayers: 3 } };
/** A screen is a tile of its own, without a microphone. */
export const SharedScreen = {
  parameters: people(
    3,
    { at: 500, who: 2, what: 'shares' },
    { at: 600, who: 1, what: 'lays out', layout: 'grid' },
  ),
};
/** Names are cut, and never push anything aside. */
export const LongName = {
  parameters: people(
    9,
    { at: 500, who: 4, what: 'mutes', kind: 'video' },
    { at: 500, who: 5, what: 'mutes', kind: 'audio' },
  ),
  args: { name: 'Maximiliana Wolfeschlegelsteinhausenbergerdorff' },
};
