import type { Browser } from './browser.ts';
import { FakeAudioContext } from './fake-audio-context.ts';
import { FakeMediaStream, FakePeer, FakeTrack } from './fake-peer.ts';

/** A device that is plugged in. */
export interface FakeDevice {
  readonly kind: 'audioinput' | 'videoinput' | 'audiooutput';
  readonly deviceId: string;
  readonly label: string;
  readonly facingMode?: 'user' | 'environment';
  readonly torch?: boolean;
}

export interface FakeRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly keepalive: boolean;
}

export interface FakeAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A browser that a test owns: its devices, its network and its gateway. */
export interface FakeBrowser {
  readonly browser: Browser;
  readonly devices: FakeDevices;
  /** Every connection made so far. */
  readonly peers: readonly FakePeer[];
  /** Every request sent so far. */
  readonly requests: readonly FakeRequest[];
  /** How many of them wait for an answer. */
  readonly waiting: number;
  /** What the gateway says to a `POST`; a rejection stands for a broken network. At first always 201. */
  answer: (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>;
  /** Whether packets get through. At first true. */
  connects: boolean;
  fire(event: 'pagehide' | 'pageshow' | 'click'): void;
}

const desk: readonly FakeDevice[] = [
  { kind: 'audioinput', deviceId: 'mic-1', label: 'Microphone 1' },
  { kind: 'videoinput', deviceId: 'cam-1', label: 'Camera 1' },
  { kind: 'audiooutput', deviceId: 'out-1', label: 'Speaker 1' },
];

const codecs = [
  { mimeType: 'video/VP8' },
  { mimeType: 'video/H264', sdpFmtpLine: 'packetization-mode=0;profile-level-id=42e01f' },
  { mimeType: 'video/H264', sdpFmtpLine: 'packetization-mode=1;profile-level-id=640c1f' },
  { mimeType: 'video/H264', sdpFmtpLine: 'packetization-mode=1;profile-level-id=42e01f' },
  { mimeType: 'video/rtx' },
];

/** Give `insecure` for a page that browsers give no devices. */
export function createFakeBrowser({ insecure = false } = {}): FakeBrowser {
  const target = new EventTarget();
  const peers: FakePeer[] = [];
  const requests: FakeRequest[] = [];
  const devices = new FakeDevices();
  const capable = { getCapabilities: () => ({ codecs }) };

  class Peer extends FakePeer {
    constructor(configuration: FakePeer['configuration']) {
      super(configuration, (peer) => {
        if (fake.connects) peer.become('connected');
      });
      peers.push(this);
    }
  }

  async function request(url: string, init: RequestInit): Promise<Response> {
    const { method = 'GET', headers = {}, body, keepalive = false, signal } = init;
    const sent: FakeRequest = {
      method,
      url,
      headers: headers as Record<string, string>,
      body: body as string | undefined,
      keepalive,
    };
    requests.push(sent);
    if (method !== 'POST') return response({ status: 200 });
    const given = new Promise<never>((_, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason)),
    );
    waiting++;
    try {
      return response(await Promise.race([fake.answer(sent), given]));
    } finally {
      waiting--;
    }
  }

  const parts = {
    RTCPeerConnection: Peer,
    RTCRtpSender: capable,
    RTCRtpReceiver: capable,
    MediaStream: FakeMediaStream,
    AudioContext: FakeAudioContext,
    URL: globals.URL,
    AbortController: globals.AbortController,
    fetch: request,
    navigator: insecure ? {} : { mediaDevices: devices },
    addEventListener: target.addEventListener.bind(target),
    removeEventListener: target.removeEventListener.bind(target),
  };
  let session = 0;
  let waiting = 0;
  const fake: FakeBrowser = {
    browser: parts as unknown as Browser,
    devices,
    peers,
    requests,
    get waiting() {
      return waiting;
    },
    answer: () => ({
      status: 201,
      headers: { Location: `https://gateway.test/${++session}` },
      body: 'v=0 answer',
    }),
    connects: true,
    fire: (event) => target.dispatchEvent(new Event(event)),
  };
  return fake;
}

/** What Node has under the browsers' names, read from here so that no file of ours names it as its own. */
const globals = globalThis;

function response({ status, headers = {}, body = '' }: FakeAnswer): Response {
  const fields = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return {
    status,
    headers: { get: (name: string) => fields.get(name.toLowerCase()) ?? null },
    text: async () => body,
  } as unknown as Response;
}

/** `navigator.mediaDevices`. */
export class FakeDevices extends EventTarget {
  /** What is plugged in, the default of each sort first. */
  plugged: readonly FakeDevice[] = desk;
  /** The name of the error that asking for a kind ends in, and what it says. */
  readonly failures: Partial<Record<'audio' | 'video' | 'screen', string>> = {};
  /** What was asked for, in order. */
  readonly asked: MediaStreamConstraints[] = [];
  /** The same for screens. */
  readonly askedScreens: DisplayMediaStreamOptions[] = [];
  /** Every track given so far, the latest last. */
  readonly given: FakeTrack[] = [];
  /** Whether a shared screen comes with sound. */
  screenSound = false;

  /** The tracks of this kind that are live now. */
  live(kind: 'audio' | 'video'): readonly FakeTrack[] {
    return this.given.filter((track) => track.kind === kind && track.readyState === 'live');
  }

  /** Takes a device out, and ends what captures with it. */
  unplug(deviceId: string): void {
    this.plugged = this.plugged.filter((device) => device.deviceId !== deviceId);
    this.dispatchEvent(new Event('devicechange'));
    for (const track of [...this.given]) {
      if (track.settings.deviceId === deviceId && track.readyState === 'live') track.end();
    }
  }

  plug(device: FakeDevice): void {
    this.plugged = [...this.plugged, device];
    this.dispatchEvent(new Event('devicechange'));
  }

  async enumerateDevices(): Promise<readonly FakeDevice[]> {
    return this.plugged;
  }

  async getUserMedia(constraints: MediaStreamConstraints): Promise<FakeMediaStream> {
    this.asked.push(constraints);
    const kinds = (['audio', 'video'] as const).filter((kind) => constraints[kind]);
    for (const kind of kinds) this.failIfTold(kind);
    return this.give(
      kinds.map((kind) => {
        const found = this.find(kind, constraints[kind] as MediaTrackConstraints);
        const { deviceId, label, facingMode, torch = false } = found;
        const track = new FakeTrack(kind, label, { deviceId, ...(facingMode && { facingMode }) });
        track.hasTorch = torch;
        return track;
      }),
    );
  }

  async getDisplayMedia(options: DisplayMediaStreamOptions): Promise<FakeMediaStream> {
    this.askedScreens.push(options);
    this.failIfTold('screen');
    const video = new FakeTrack('video', 'screen');
    return this.give(this.screenSound ? [video, new FakeTrack('audio', 'screen')] : [video]);
  }

  private give(tracks: readonly FakeTrack[]): FakeMediaStream {
    this.given.push(...tracks);
    return new FakeMediaStream(tracks);
  }

  private find(kind: 'audio' | 'video', constraints: MediaTrackConstraints): FakeDevice {
    const { exact } = (constraints.deviceId ?? {}) as ConstrainDOMStringParameters;
    const fitting = this.plugged.filter((it) => it.kind === `${kind}input`);
    const facing = fitting.find(({ facingMode }) => facingMode && facingMode === constraints.facingMode);
    const found = exact ? fitting.find(({ deviceId }) => deviceId === exact) : (facing ?? fitting[0]);
    if (found) return found;
    throw failure(exact ? 'OverconstrainedError' : 'NotFoundError');
  }

  private failIfTold(kind: 'audio' | 'video' | 'screen'): void {
    const name = this.failures[kind];
    if (name !== undefined) throw failure(name);
  }
}

/** `NotAllowedError: Permission denied by system` is a name and a message. */
function failure(told: string): Error {
  const [name = '', message = 'said the fake'] = told.split(': ');
  return Object.assign(new Error(message), { name });
}
