import type { PhoneClock } from '../clock/phone-clock.ts';

/** WeChat cuts the sockets of a hidden app after about 5 s. */
const HIDDEN_SOCKETS_MS = 5_000;

export interface AppLifePort {
  readonly clock: PhoneClock;
  /** The app is told. */
  hide(): void;
  show(): void;
  cutSockets(): void;
  /** The sound system was taken by a phone call, or given back. */
  interrupted(by: 'call' | null): void;
}

/** shown ⇄ hidden, by the user or by a phone call. */
export class AppLife {
  private hidden = false;
  private inCall = false;
  private cancelCut = () => {};

  constructor(private readonly port: AppLifePort) {}

  hide(): void {
    if (this.hidden) return;
    this.hidden = true;
    this.cancelCut = this.port.clock.after(HIDDEN_SOCKETS_MS, () => this.port.cutSockets());
    this.port.hide();
  }

  show(): void {
    if (!this.hidden) return;
    this.hidden = false;
    this.cancelCut();
    this.port.show();
  }

  incomingCall(): void {
    if (this.inCall) return;
    this.inCall = true;
    this.port.interrupted('call');
    this.hide();
  }

  callEnded(): void {
    if (!this.inCall) return;
    this.inCall = false;
    this.show();
    this.port.interrupted(null);
  }

  close(): void {
    this.cancelCut();
  }
}
