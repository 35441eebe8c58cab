import { CallGrid } from '@callgrid/call-grid';
import { createFakeBrowser } from '@callgrid/core/web/testing';
import { callStories, people } from './call-stories.tsx';

export default { title: 'Controls', ...callStories(CallGrid) };

const inBrowser = {
  capabilities: { push: ['whip'], pull: ['whep'], screen: true },
  createBrowser: () => createFakeBrowser().browser,
};

/** As on a phone: microphone, camera, switch camera, hang up. */
export const AllOn = { parameters: people(3) };
export const MicrophoneOff = { parameters: people(3), args: { microphone: false } };
export const CameraOff = { parameters: people(3), args: { camera: false } };
export const AllOff = { parameters: people(3), args: { camera: false, microphone: false } };
/** Who only watches can only hang up. */
export const Audience = { parameters: people(4), args: { role: 'audience' } };
/** In a browser there are the screen and the choice of devices besides. */
export const InABrowser = { parameters: { ...people(3), call: inBrowser } };
export const DeviceMenu = {
  parameters: {
    ...people(3, { at: 500, who: 1, what: 'presses', selector: '#callgrid-devices' }),
    call: inBrowser,
  },
};
