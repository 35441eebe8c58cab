import type { Address, Clock, MediaProtocol } from '@callgrid/core';
import { type Browser, type SessionEnd, WhepPlayer } from '@callgrid/core/web';
import { FlvPlayback } from './flv-playback.ts';

export interface WebPlaybackListener {
  connected(): void;
  /** Pictures or sound come. */
  played(): void;
  /** It broke or ended, and nobody retries. */
  ended(end: SessionEnd, why: string): void;
  /** The browser plays it without sound only, until the user does something. */
  silenced(): void;
  /** The first way to the stream does not work here, and it is played another way from now on; null: the first again. */
  fellBack(to: MediaProtocol | null, why: string): void;
}

/** So many failures in a row of a gateway that is reachable, and another way is tried. */
const FAILURES = 3;

/** One stream in one `<video>`: by WHEP, or by whichever of the address's other ways works. */
export class WebPlayback {
  private readonly browser: Browser;
  private readonly clock: Clock;
  private readonly video: HTMLVideoElement;
  private readonly listener: WebPlaybackListener;
  private player: WhepPlayer | FlvPlayback | null = null;
  private address: Address | null = null;
  /** Which of the ways is used: 0 is the address itself. */
  private way = 0;
  private failures = 0;

  constructor(browser: Browser, clock: Clock, video: HTMLVideoElement, listener: WebPlaybackListener) {
    this.browser = browser;
    this.clock = clock;
    this.video = video;
    this.listener = listener;
  }

  /** Plays this from now on. The way that worked for this very address is kept. */
  play(address: Address): void {
    if (address.url !== this.address?.url) this.begin();
    this.address = address;
    this.open();
  }

  /** Settles once the gateway has heard of it, where it has to. */
  async stop(): Promise<void> {
    const { player } = this;
    this.player = null;
    await player?.stop();
  }

  /** To be called from a tap: only then may a browser start sound. */
  unsilence(): void {
    this.player?.unsilence();
  }

  /** What a WebRTC session measures; null for any other. */
  async stats(): Promise<object | null> {
    return this.player instanceof WhepPlayer ? this.player.stats() : null;
  }

  doubt(): void {
    this.player?.doubt();
  }

  private begin(): void {
    if (this.way > 0) this.listener.fellBack(null, 'another address');
    this.way = 0;
    this.failures = 0;
  }

  private get current(): Address | undefined {
    return this.address ? [this.address, ...(this.address.others ?? [])][this.way] : undefined;
  }

  private open(): void {
    this.stop();
    const { current } = this;
    if (current?.protocol === 'whep') this.openWhep(current);
    else if (current?.protocol === 'ws-flv') this.openFlv(current);
    else this.listener.ended('unsupported', `no way to play ${current?.protocol}`);
  }

  private openWhep({ url }: Address): void {
    const { listener } = this;
    const player = new WhepPlayer(this.browser, this.clock, this.video, {
      connected: () => {
        this.failures = 0;
        listener.connected();
      },
      played: () => listener.played(),
      silenced: () => listener.silenced(),
      ended: (end, why) => this.whepEnded(end, why),
    });
    this.player = player;
    player.play(url);
  }

  private whepEnded(end: SessionEnd, why: string): void {
    if (end === 'failed') this.failures++;
    const isHopeless = end === 'unreachable' || end === 'unsupported' || this.failures >= FAILURES;
    const next = this.address?.others?.[this.way];
    if (!isHopeless || !next) return this.listener.ended(end, why);
    this.way++;
    this.listener.fellBack(next.protocol, why);
    this.open();
  }

  private openFlv({ url }: Address): void {
    const { listener } = this;
    const player = new FlvPlayback(this.clock, this.video, {
      played: () => {
        listener.connected();
        listener.played();
      },
      silenced: () => listener.silenced(),
      ended: () => {
        // The next time the first way is worth another try.
        this.begin();
        listener.ended('lost', 'the FLV stream ended');
      },
    });
    this.player = player;
    player.play(url);
  }
}
