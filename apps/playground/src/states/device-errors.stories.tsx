import { CallGrid, defaultStreamViews, type StreamViews } from '@callgrid/call-grid';
import { createFakeBrowser, type FakeDevices } from '@callgrid/core/web/testing';
import { pictureViews } from '../picture/picture-views.tsx';
import { callStories, people } from './call-stories.tsx';

export default { title: 'Device errors', ...callStories(CallGrid) };

/** Others are pictures; the own camera is what a browser really does, on devices that refuse. */
const views: StreamViews = { ...pictureViews, LocalStreamView: defaultStreamViews.LocalStreamView };

const capabilities = { push: ['whip'], pull: ['whep'], screen: true };

function failing(failures: FakeDevices['failures'], { insecure = false } = {}) {
  const createBrowser = () => {
    const { browser, devices } = createFakeBrowser({ insecure });
    Object.assign(devices.failures, failures);
    return browser;
  };
  return { ...people(3), call: { capabilities, createBrowser, views } };
}

/** A phone's camera: WeChat's −1301. */
export const PhoneCameraRefused = { parameters: people(3, { at: 500, who: 1, what: 'code', code: -1301 }) };
/** WeChat's −1302. */
export const PhoneMicrophoneRefused = {
  parameters: people(3, { at: 500, who: 1, what: 'code', code: -1302 }),
};
export const PhoneBothRefused = {
  parameters: people(
    3,
    { at: 500, who: 1, what: 'code', code: -1301 },
    { at: 2_500, who: 1, what: 'code', code: -1302 },
  ),
};
export const BrowserRefused = {
  parameters: failing({ audio: 'NotAllowedError', video: 'NotAllowedError' }),
};
export const BrowserMissing = { parameters: failing({ audio: 'NotFoundError', video: 'NotFoundError' }) };
export const BrowserBusy = { parameters: failing({ audio: 'NotReadableError', video: 'NotReadableError' }) };
/** Browsers give no devices to a page that came by http. */
export const BrowserInsecure = { parameters: failing({}, { insecure: true }) };
/** A gateway without WebRTC: a browser watches by FLV, and sends nothing. */
export const BrowserTurnedAway = {
  parameters: { ...people(3), call: { capabilities, gateway: { push: ['rtmp'] } } },
};
/** Two reasons, one below the other. */
export const BrowserRefusedAndMissing = {
  parameters: failing({ audio: 'NotFoundError', video: 'NotAllowedError' }),
};
