import { type ErrorCode, mediaKinds, type Room, type RtcError } from '@callgrid/core';
import { type Browser, captureScreen, type ScreenCapture, type Tracks } from '@callgrid/core/web';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CallDevices } from '../call-devices.ts';

/** off → asking (the user, what to show) → on → off */
export type ScreenState =
  | { readonly status: 'off' /** Why it could not be shown just now. */; readonly problem?: ErrorCode }
  | { readonly status: 'asking' }
  | { readonly status: 'on'; readonly tracks: Tracks };

/**
 * The own screen: captured here, published as the stream `screen`. The two go together: what is captured no more is
 * withdrawn, and where nothing can be published nothing is captured.
 */
export class ScreenShare {
  readonly store: StoreApi<ScreenState> = createStore<ScreenState>()(() => ({ status: 'off' }));
  private readonly browser: Browser;
  private capture: ScreenCapture | null = null;
  private room: Room | null = null;
  private isWithdrawing = false;

  constructor(browser: Browser) {
    this.browser = browser;
  }

  /** Keeps to this room. Gives the function that ends it, and the capture with it. */
  follow(room: Room, devices: CallDevices): () => void {
    this.room = room;
    const ends = [
      room.store.subscribe(() => this.agree()),
      devices.add({
        stop: async () => this.letGo(),
        rest: () => {},
        revive: () => {},
      }),
    ];
    return () => {
      for (const end of ends) end();
      this.room = null;
      this.letGo();
    };
  }

  /** Asks what to show, and shows it; call it from a tap or click. */
  async start(): Promise<void> {
    if (this.store.getState().status !== 'off') return;
    this.set({ status: 'asking' });
    const capture = await captureScreen(this.browser, () => this.stop()).catch((error: RtcError) => error);
    if (!capture) return this.set({ status: 'off' });
    if (!('tracks' in capture)) return this.set({ status: 'off', problem: capture.code });
    const { room } = this;
    // The user may have taken her time, and the call be over.
    if (!room || isOver(room)) {
      capture.stop();
      return this.set({ status: 'off' });
    }
    this.capture = capture;
    const { tracks } = capture;
    this.set({ status: 'on', tracks });
    const kinds = mediaKinds.filter((kind) => tracks[kind]);
    await room.publish({ source: 'screen', kinds }).catch((error: RtcError) => {
      if (this.capture !== capture) return;
      this.letGo();
      this.set({ status: 'off', problem: error.code });
    });
  }

  /** Ends it for everybody. */
  stop(): void {
    this.letGo();
    this.agree();
  }

  private agree(): void {
    if (!this.room) return;
    const { local, streams } = this.room.store.getState();
    if (this.capture && isOver(this.room)) this.letGo();
    const isPublished = streams.some(({ uid, source }) => uid === local.uid && source === 'screen');
    if (!isPublished || this.capture || this.isWithdrawing) return;
    this.isWithdrawing = true;
    this.room
      .unpublish({ source: 'screen' })
      // Whatever kept it: it is still there, and will be seen at the next change of the room.
      .catch(() => {})
      .then(() => {
        this.isWithdrawing = false;
      });
  }

  private letGo(): void {
    this.capture?.stop();
    this.capture = null;
    if (this.store.getState().status === 'on') this.set({ status: 'off' });
  }

  private set(state: ScreenState): void {
    this.store.setState(state, true);
  }
}

/** Nothing can be shown to it any more. */
function isOver({ store }: Room): boolean {
  const { connection, local } = store.getState();
  return connection.status === 'left' || local.role === 'audience';
}
