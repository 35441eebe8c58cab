/** A track, sent or received, that a test ends as unplugging would. */
export class FakeTrack extends EventTarget {
  readonly id: string;
  readonly kind: 'audio' | 'video';
  readonly label: string;
  readonly settings: { readonly deviceId?: string; readonly facingMode?: string };
  /** What was asked of it since it was given, in order. */
  readonly applied: MediaTrackConstraints[] = [];
  /** Whether it has a light. */
  hasTorch = false;
  enabled = true;
  contentHint = '';
  /** Of a tone that a microphone hears, 0 to 1. */
  loudness = 0;
  readyState: 'live' | 'ended' = 'live';

  constructor(kind: 'audio' | 'video', label: string, settings: FakeTrack['settings'] = {}) {
    super();
    this.id = `${kind} ${label}`;
    this.kind = kind;
    this.label = label;
    this.settings = settings;
  }

  getSettings(): FakeTrack['settings'] {
    return this.settings;
  }

  getCapabilities(): { readonly torch?: boolean } {
    return this.hasTorch ? { torch: true } : {};
  }

  async applyConstraints(constraints: MediaTrackConstraints): Promise<void> {
    this.applied.push(constraints);
  }

  stop(): void {
    this.readyState = 'ended';
  }

  /** The device is gone, or the user ended it: unlike `stop`, this is told. */
  end(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

export class FakeMediaStream {
  private readonly tracks: readonly FakeTrack[];

  constructor(tracks: readonly FakeTrack[] = []) {
    this.tracks = tracks;
  }

  getTracks(): readonly FakeTrack[] {
    return this.tracks;
  }

  getAudioTracks(): readonly FakeTrack[] {
    return this.tracks.filter(({ kind }) => kind === 'audio');
  }

  getVideoTracks(): readonly FakeTrack[] {
    return this.tracks.filter(({ kind }) => kind === 'video');
  }
}

class FakeTransport extends EventTarget {
  state = 'new';
}

interface SendParameters {
  readonly encodings: readonly object[];
  readonly degradationPreference?: string;
}

class FakeSender {
  track: FakeTrack | null;
  parameters: SendParameters;
  readonly transport = new FakeTransport();

  constructor(track: FakeTrack | null, encodings: readonly object[]) {
    this.track = track;
    this.parameters = { encodings };
  }

  async replaceTrack(track: FakeTrack | null): Promise<void> {
    this.track = track;
  }

  getParameters(): SendParameters {
    return this.parameters;
  }

  async setParameters(parameters: SendParameters): Promise<void> {
    this.parameters = parameters;
  }
}

export class FakeTransceiver {
  readonly kind: 'audio' | 'video';
  readonly direction: string;
  readonly sender: FakeSender;
  readonly receiver: { readonly track: FakeTrack; readonly transport: null };
  codecs: readonly { readonly mimeType: string; readonly sdpFmtpLine?: string }[] = [];

  constructor(of: FakeTrack | 'audio' | 'video', init: { direction: string; sendEncodings?: object[] }) {
    this.kind = typeof of === 'string' ? of : of.kind;
    this.direction = init.direction;
    this.sender = new FakeSender(typeof of === 'string' ? null : of, init.sendEncodings ?? []);
    this.receiver = { track: new FakeTrack(this.kind, 'remote'), transport: null };
  }

  setCodecPreferences(codecs: FakeTransceiver['codecs']): void {
    this.codecs = codecs;
  }
}

/** An `RTCPeerConnection` whose other side is the test. */
export class FakePeer extends EventTarget {
  connectionState = 'new';
  configuration: { readonly iceServers?: readonly object[] };
  readonly transceivers: FakeTransceiver[] = [];
  /** What was set, in order. */
  readonly descriptions: string[] = [];
  /** What `getStats` gives. */
  stats: readonly object[] = [];
  private readonly answered: (peer: FakePeer) => void;

  constructor(configuration: FakePeer['configuration'], answered: (peer: FakePeer) => void) {
    super();
    this.configuration = configuration;
    this.answered = answered;
  }

  /** As if the network did it. */
  become(state: 'connected' | 'disconnected' | 'failed'): void {
    if (this.connectionState === 'closed') return;
    this.connectionState = state;
    this.dispatchEvent(new Event('connectionstatechange'));
  }

  /** The other side says goodbye. */
  hangUp(): void {
    const { transport } = this.transceivers[0]!.sender;
    transport.state = 'closed';
    transport.dispatchEvent(new Event('statechange'));
  }

  addTransceiver(of: FakeTrack | 'audio' | 'video', init: { direction: string }): FakeTransceiver {
    const transceiver = new FakeTransceiver(of, init);
    this.transceivers.push(transceiver);
    return transceiver;
  }

  getTransceivers(): readonly FakeTransceiver[] {
    return this.transceivers;
  }

  /** The transceiver of this kind. */
  of(kind: 'audio' | 'video'): FakeTransceiver {
    return this.transceivers.find((it) => it.kind === kind)!;
  }

  async createOffer(): Promise<{ type: string; sdp: string }> {
    return {
      type: 'offer',
      sdp: this.transceivers.map((it) => `m=${it.kind} a=${it.direction}`).join('\r\n'),
    };
  }

  setConfiguration(configuration: FakePeer['configuration']): void {
    this.configuration = configuration;
  }

  async setLocalDescription({ type }: { type: string }): Promise<void> {
    this.descriptions.push(type);
  }

  async setRemoteDescription({ type }: { type: string }): Promise<void> {
    this.descriptions.push(type);
    this.answered(this);
  }

  async getStats(): Promise<Map<string, object>> {
    return new Map(this.stats.map((entry, index) => [String(index), entry]));
  }

  close(): void {
    this.connectionState = 'closed';
  }
}
