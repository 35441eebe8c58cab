import { describeWebRtc } from '../test/webrtc-contract.ts';
import { createWebRtcServer } from './local-webrtc-server.ts';

describeWebRtc('in this process', () => createWebRtcServer({ bindAddress: '127.0.0.1' }));
