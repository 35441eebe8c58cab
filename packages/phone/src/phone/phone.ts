import type { AppBundle } from '../bundle/app-bundle.ts';
import { mayRotate } from '../bundle/may-rotate.ts';
import type { PhoneClock } from '../clock/phone-clock.ts';
import { systemClock } from '../clock/system-clock.ts';
import { type DeviceInfo, deviceInfo } from '../device/device-info.ts';
import type { MediaSession } from '../media/media-driver.ts';
import { scripted } from '../media/scripted.ts';
import { PhoneNetwork } from '../net/phone-network.ts';
import { Permissions, type Scope } from '../permissions/permissions.ts';
import type { OpenRealm, PhonePlatform } from '../platform/phone-platform.ts';
import { Timers } from '../realm/timers.ts';
import type { NativeDescription, Realm } from '../runtime/host.ts';
import { AppLife } from './app-life.ts';
import type { NativeElement } from './native-element.ts';
import { createHost } from './phone-host.ts';
import { PhoneJournal } from './phone-journal.ts';
import type { PhoneSetting } from './phone-options.ts';
import { PhoneRecord } from './phone-record.ts';
import { Screen } from './screen.ts';
import { waitUntil } from './wait-until.ts';

const SUSPENDED = { code: 5000, message: 'suspended by a phone call' };

/** A phone that runs one mini program. Made by `launchPhone`. */
export class Phone extends PhoneRecord {
  readonly device: DeviceInfo;
  /** The time this phone lives by. */
  readonly clock: PhoneClock;
  /** How long the realm and the first page took, in ms. */
  bootMs = 0;
  protected readonly journal: PhoneJournal;
  private readonly timers: Timers;
  private readonly network: PhoneNetwork;
  private readonly session: MediaSession;
  private opened!: OpenRealm;
  private screen!: Screen;
  private readonly life: AppLife;
  private readonly permissions: Permissions;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly platform: PhonePlatform,
    private readonly bundle: AppBundle,
    private readonly options: PhoneSetting,
  ) {
    super();
    const clock = options.clock ?? systemClock;
    this.clock = clock;
    this.device = deviceInfo(options.device);
    this.permissions = new Permissions(options.permissions);
    this.journal = new PhoneJournal(clock, options.onConsole);
    this.timers = new Timers(clock, (error, where) => this.journal.error(error, where));
    this.network = new PhoneNetwork(platform, clock, (where, run) => this.journal.guard(where, run));
    for (const { rule, message } of bundle.violations) this.journal.violation(rule, message);
    for (const warning of bundle.warnings) this.journal.console('warn', warning);
    this.session = (options.media ?? scripted()).attach({
      fire: (nid, event, detail) => void this.fire(nid, event, detail),
      online: () => this.network.online,
      clock,
      permits: (scope) => this.permissions.permits(scope),
    });
    this.life = new AppLife({
      clock,
      hide: () => this.journal.guard('onHide', () => this.realm.hide()),
      show: () => this.journal.guard('onShow', () => this.realm.show()),
      cutSockets: () => this.network.cutSockets(),
      interrupted: (by) => this.interrupted(by !== null),
    });
  }

  /** Opens the realm and the first page: for `launchPhone`, once. Rejects when there is no such page. */
  async boot(): Promise<void> {
    const { options, bundle } = this;
    const begun = performance.now();
    this.opened = await this.platform.openRealm({
      bundle,
      device: this.device,
      timers: this.timers,
      rejected: (reason) => {
        this.journal.error(reason, 'unhandled rejection');
        this.realm.unhandledRejection(reason);
      },
      host: (document) =>
        createHost({
          document,
          device: this.device,
          network: this.network,
          media: this.session,
          journal: this.journal,
          clock: this.clock,
          permissions: this.permissions,
          storage: options.storage ?? new Map(),
          answer: options.ui,
          natives: () => this.realm.natives(),
          exit: () => this.hide(),
        }),
    });
    this.screen = new Screen(this.opened.window, this.realm);
    try {
      this.realm.launch(options.page ?? bundle.manifest.pages[0] ?? '', { ...options.query });
    } catch (error) {
      await this.close();
      // An error of the realm is no instance of this realm's Error.
      throw new Error(String((error as { message?: unknown }).message ?? error));
    }
    this.bootMs = performance.now() - begun;
  }

  protected get realm(): Realm {
    return this.opened.realm;
  }

  /** The visible page. */
  get page(): { route: string; query: Record<string, string> } {
    const { route = '', query = {} } = this.realm.stack().at(-1) ?? {};
    return { route, query: { ...query } };
  }

  /** The routes of the page stack, the visible one last. */
  pages(): string[] {
    return this.realm.stack().map(({ route }) => route);
  }

  /** Taps the first element that matches on the visible page. Throws when there is none. */
  tap(selector: string): void {
    this.screen.tap(selector);
  }

  /** Types `value` into the first field at or inside what matches. */
  input(selector: string, value: string): void {
    this.screen.input(selector, value);
  }

  text(selector: string): string {
    return this.screen.text(selector);
  }

  exists(selector: string): boolean {
    return this.screen.find(selector) !== null;
  }

  /** Whether the visible page shows these words. */
  says(words: string): boolean {
    return this.screen.says(words);
  }

  /** How many elements of the visible page match. */
  count(selector: string): number {
    return this.screen.count(selector);
  }

  attribute(selector: string, name: string): string | null {
    return this.screen.get(selector).getAttribute(name);
  }

  /** The document as it stands: all pages of the stack, styles included. */
  html(): string {
    return `<!DOCTYPE html>${this.opened.window.document.documentElement.outerHTML}`;
  }

  /** The live elements on all pages of the stack. */
  natives(): NativeElement[] {
    return this.realm.natives().map((element) => ({
      ...(JSON.parse(JSON.stringify(element)) as NativeDescription),
      state: this.session.state(element.nid),
      kill: () => this.session.kill(element.nid),
    }));
  }

  /** Runs the handler bound to `event` of a live element. False when the element is gone. */
  fire(nid: number, event: string, detail: unknown): boolean {
    let reached = false;
    this.journal.guard(`on ${event}`, () => {
      reached = !this.closing && this.realm.fire(nid, event, detail);
    });
    return reached;
  }

  /** What stands behind the live elements. */
  readonly media = { kill: (nid: number): boolean => this.session.kill(nid) };

  /** The radio is gone: sockets are cut without a close frame, media too, and new ones fail. */
  goOffline(): void {
    if (!this.network.online) return;
    this.network.online = false;
    this.network.cut();
    this.session.networkChanged();
    this.journal.guard('onNetworkStatusChange', () => this.realm.networkChanged());
  }

  /**
   * The radio is there. From one type to another while online is a handover: whatever stood on the old radio is dead
   * (sockets without a close frame, requests, media), and new ones work at once.
   */
  goOnline(networkType = 'wifi'): void {
    const handover = this.network.online && this.network.networkType !== networkType;
    if (this.network.online && !handover) return;
    this.network.networkType = networkType;
    this.network.online = true;
    if (handover) this.network.cut();
    this.session.networkChanged(handover);
    this.journal.guard('onNetworkStatusChange', () => this.realm.networkChanged());
  }

  /** The app goes to the background. After 5 s there its sockets are cut, as WeChat does. */
  hide(): void {
    this.life.hide();
  }

  show(): void {
    this.life.show();
  }

  /** Turns it on its side, or upright again. False where the visible page does not turn along. */
  rotate(): boolean {
    if (!mayRotate(this.bundle.manifest, this.page.route)) return false;
    const { width, height } = this.device;
    Object.assign(this.device, { width: height, height: width });
    this.journal.guard('onWindowResize', () => this.realm.resized());
    return true;
  }

  /** Somebody rings: the sound is taken, pushers are told 5000, and the app goes to the background. */
  incomingCall(): void {
    this.life.incomingCall();
  }

  /** The app is in front again and gets the sound back. */
  callEnded(): void {
    this.life.callEnded();
  }

  /** The user grants or refuses in WeChat's settings; a live-pusher heeds it at its next start. */
  permit(scope: Scope, granted: boolean): void {
    this.permissions.set(scope, granted);
  }

  /** The back key: leaves the page, or on the first page the app. */
  back(): void {
    this.journal.guard('back', () => {
      if (!this.realm.back()) this.hide();
    });
  }

  /** Opens a page on top, as `wx.navigateTo` does. */
  navigate(url: string): void {
    this.realm.openUrl(url);
  }

  /** Waits in real time until `condition` gives something truthy and gives that; rejects after `timeoutMs` (5,000). */
  until<T>(condition: () => T | Promise<T>, timeoutMs = 5_000): Promise<NonNullable<T>> {
    return waitUntil(condition, timeoutMs, () => `errors: ${JSON.stringify(this.errors.slice(-3))}`);
  }

  /**
   * Settles once the network expects nothing that the phone can know of: no socket connects or closes, no request is
   * open, what was sent had an answer or 25 ms for one, and two turns of the event loop saw no frame. Each of these is
   * waited for 1 s of real time at most. What a test hands to its clock before time moves on. Never rejects.
   */
  quiet(): Promise<void> {
    return this.network.traffic.quiet();
  }

  /** How much has come and gone on the network: changes with every frame. */
  get traffic(): number {
    return this.network.traffic.count;
  }

  private interrupted(begins: boolean): void {
    if (begins)
      for (const { nid, kind, state } of this.natives())
        if (kind === 'live-pusher' && state.status !== 'idle') this.fire(nid, 'statechange', SUSPENDED);
    this.journal.guard('onAudioInterruption', () => this.realm.audioInterrupted(begins));
  }

  /** Ends everything: pages, media, sockets, timers, the window. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    this.life.close();
    this.journal.guard('close', () => this.realm.close());
    await this.session.close();
    this.timers.close();
    this.network.cut();
    this.network.online = false;
    this.opened.close();
  }
}
