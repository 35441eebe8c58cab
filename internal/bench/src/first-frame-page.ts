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

/** Runs in a page, handed over as text: a client of the gateway's own protocol that watches by WHEP. */
export function installFirstFramePage(): void {
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
    const subscribed = passed();
    const connection = new RTCPeerConnection();
    const video = document.createElement('video');
    const media = new MediaStream();
    video.autoplay = true;
    video.muted = true;
    video.srcObject = media;
    document.body.append(video);
    const shown = new Promise<number>((resolve) => video.requestVideoFrameCallback(() => resolve(passed())));
    const connected = new Promise<number>((resolve) => {
      connection.onconnectionstatechange = () => {
        if (connection.connectionState === 'connected') resolve(passed());
      };
    });
    connection.ontrack = ({ track }) => media.addTrack(track);
    connection.addTransceiver('audio', { direction: 'recvonly' });
    connection.addTransceiver('video', { direction: 'recvonly' });
    await connection.setLocalDescription();
    const offered = passed();
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/sdp' },
      body: connection.localDescription!.sdp,
    });
    const sdp = await response.text();
    if (response.status !== 201) throw new Error(`${response.status} ${sdp}`);
    const answered = passed();
    await connection.setRemoteDescription({ type: 'answer', sdp });
    const parts = { subscribed, offered, answered, connected: await connected, shown: await shown };
    connection.close();
    video.remove();
    // A session is its own location's to end (RFC 9725 §4.2).
    await fetch(new URL(response.headers.get('location')!, url), { method: 'DELETE' });
    await ask('unsubscribe', stream);
    return parts;
  }

  window.firstFrame = { join, watch };
}
