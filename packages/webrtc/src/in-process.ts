export { createWebRtcServer } from './local-webrtc-server.ts';
