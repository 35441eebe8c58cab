import { CallGrid } from '@callgrid/call-grid';
import { createFakeBrowser } from '@callgrid/core/web/testing';
import type { Happening } from '../call/happening.ts';
import { type CallParameters, callStories, people } from './call-stories.tsx';

export default { title: 'Controls', ...callStories(CallGrid) };

const inBrowser = {
  capabilities: { push: ['whip'], pull: ['whep'], screen: true },
  createBrowser: () => createFakeBrowser().browser,
} as const;

/** A phone that can do all that WeChat's can. */
const onPhone = { capabilities: { torch: true, ear: true, beauty: true, filters: true } };

/** Presses these one after the other. */
function pressing(...ids: readonly string[]): readonly Happening[] {
  return ids.map((id, at) => ({
    at: 500 + at * 100,
    who: 1,
    what: 'presses',
    selector: `#callgrid-${id}`,
  }));
}

const phone = (...ids: readonly string[]): CallParameters => ({
  ...people(3, ...pressing(...ids)),
  call: onPhone,
});

const browser = (...ids: readonly string[]): CallParameters => ({
  ...people(3, ...pressing(...ids)),
  call: inBrowser,
});

/** As on a phone: microphone, camera, switch camera, all the rest, hang up. */
export const AllOn = { parameters: phone() };
export const MicrophoneOff = { parameters: phone(), args: { microphone: false } };
export const CameraOff = { parameters: phone(), args: { camera: false } };
export const AllOff = { parameters: phone(), args: { camera: false, microphone: false } };
/** The camera that looks away from its owner; the own picture is as it is then. */
export const SwitchCamera = { parameters: phone('switch-camera') };
/** What was pressed is not answered yet: it is not heard a second time. */
export const Pending = {
  parameters: {
    ...people(3, { at: 400, who: 1, what: 'answered', with: 'nothing' }, ...pressing('microphone', 'camera')),
    call: onPhone,
  },
};
/** All the rest, in a sheet. */
export const More = { parameters: phone('more') };
/** Only the camera that looks away has a light. */
export const Torch = { parameters: phone('switch-camera', 'more', 'menu-torch') };
export const Layout = { parameters: phone('more', 'layout-speaker') };
/** Speaker or ear. */
export const Sound = { parameters: phone('more', 'sound-ear') };
export const Quality = { parameters: phone('more', 'quality-HD') };
/** Off, smooth or nature, from 1 to 9. */
export const Beauty = { parameters: phone('more', 'beauty-nature', 'beauty-more') };
export const Filters = { parameters: phone('more', 'filter-pink') };
/** What devices say of each stream, with the last minute of it. */
export const Statistics = {
  parameters: {
    ...people(
      3,
      ...pressing('more', 'menu-statistics'),
      { at: 8_000, who: 2, what: 'network', level: 3 },
      { at: 14_000, who: 2, what: 'network', level: 5 },
      { at: 22_000, who: 2, what: 'network', level: 2 },
      { at: 28_000, who: 3, what: 'network', level: 2 },
    ),
    call: onPhone,
  },
};
/** Hanging up: what is left is the farewell. */
export const Leave = { parameters: phone('hang-up') };
/** Who only watches sends nothing, and has no button for it. */
export const Audience = { parameters: people(4), args: { role: 'audience' } };
/** In a browser there is the own screen besides. */
export const InABrowser = { parameters: browser() };
/** In a browser the sheet has the devices. */
export const MoreInABrowser = { parameters: browser('more') };
