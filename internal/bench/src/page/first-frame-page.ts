import { negotiate } from './negotiate.ts';
import { createVideo, receiveInto } from './receive-into.ts';

// A program for a page: a client of the gateway's own protocol that watches by WHEP.

/** From the request to subscribe, each in milliseconds since then. */
export interface FirstFrame {
  /** The address is there. */
  readonly subscribed: number;
  readonly offered: number;
  readonly answered: number;
  /** ICE and DTLS are through. */
  readonly connected: number;
  /** The first picture is shown. */
  readonly shown: number;
}

export interface FirstFramePage {
  join(gateway: string, channelName: string, uid: string): Promise<void>;
  /** Subscribes to this participant's camera, waits for the first picture, and goes. */
  watch(uid: string): Promise<FirstFrame>;
}

declare global {
  interface Window {
    firstFrame: FirstFramePage;
  }
}

let socket: WebSocket;
let lastId = 0;
const waiting = new Map<number, (result: { address: { url: string } }) => void>();

function ask(method: string, params: object): Promise<{ address: { url: string } }> {
  lastId += 1;
  const id = lastId;
  return new Promise((resolve) => {
    waiting.set(id, resolve);
    socket.send(JSON.stringify({ id, method, params }));
  });
}

async function join(gateway: string, channelName: string, uid: string): Promise<void> {
  socket = new WebSocket(gateway, 'callgrid.v1');
  socket.onmessage = ({ data }) => {
    const frame = JSON.parse(data);
    if (frame.error) throw new Error(frame.error.message);
    waiting.get(frame.id)?.(frame.result);
    waiting.delete(frame.id);
  };
  await new Promise((resolve) => {
    socket.onopen = resolve;
  });
  const protocols = { push: [], pull: ['whep'] };
  await ask('join', { version: 1, channelName, uid, protocols, autoSubscribe: false });
  setInterval(() => ask('heartbeat', {}), 3_000);
}

async function watch(uid: string): Promise<FirstFrame> {
  const stream = { uid, source: 'camera', kinds: ['audio', 'video'] };
  const began = performance.now();
  const passed = () => performance.now() - began;
  const { url } = (await ask('subscribe', stream)).address;
  const parts = { subscribed: passed(), offered: 0, answered: 0 };
  const connection = new RTCPeerConnection();
  const video = createVideo();
  video.muted = true;
  const shown = new Promise<number>((resolve) => video.requestVideoFrameCallback(() => resolve(passed())));
  const connected = new Promise<number>((resolve) => {
    connection.onconnectionstatechange = () => {
      if (connection.connectionState === 'connected') resolve(passed());
    };
  });
  receiveInto(video, connection);
  const { headers } = await negotiate(connection, url, (step) => {
    parts[step] = passed();
  });
  const times = { ...parts, connected: await connected, shown: await shown };
  connection.close();
  video.remove();
  // A session is its own location's to end (RFC 9725 §4.2).
  await fetch(new URL(headers.get('location')!, url), { method: 'DELETE' });
  await ask('unsubscribe', stream);
  return times;
}

window.firstFrame = { join, watch };
