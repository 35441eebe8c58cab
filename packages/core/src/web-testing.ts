export {
  createFakeBrowser,
  type FakeAnswer,
  type FakeBrowser,
  type FakeDevice,
  FakeDevices,
  type FakeRequest,
} from './web/fake-browser.ts';
export { FakeMediaStream, FakePeer, FakeTrack, FakeTransceiver } from './web/fake-peer.ts';
