import type { Answer, JsonObject, NativeDescription } from '../runtime/host.ts';
import { LiveElement, type LiveMedia } from './live-element.ts';
import type { MediaPort, MediaSession, MediaState } from './media-driver.ts';

/** The live elements of one phone, on connections of one driver. */
export class LiveSession implements MediaSession {
  private readonly elements = new Map<number, LiveElement>();

  constructor(
    private readonly port: MediaPort,
    private readonly media: LiveMedia,
    private readonly whenClosed: () => Promise<void> = async () => {},
  ) {}

  created(description: NativeDescription): void {
    this.elements.set(description.nid, new LiveElement(description, this.port, this.media));
  }

  updated(nid: number, props: Record<string, unknown>): void {
    this.elements.get(nid)?.update(props);
  }

  removed(nid: number): void {
    this.elements.get(nid)?.close();
    this.elements.delete(nid);
  }

  call(nid: number, method: string, args: JsonObject): Answer {
    return this.elements.get(nid)?.call(method, args) ?? { ok: false, message: 'no such element' };
  }

  state(nid: number): MediaState {
    const element = this.elements.get(nid);
    if (!element) return NOTHING;
    const { status, codes, measured } = element;
    return { status, codes: [...codes], measured: { ...measured } };
  }

  kill(nid: number): boolean {
    return this.elements.get(nid)?.kill() ?? false;
  }

  /** Null when no such element is there. */
  element(nid: number): LiveElement | null {
    return this.elements.get(nid) ?? null;
  }

  networkChanged(handover = false): void {
    for (const element of this.elements.values()) {
      if (handover) element.handOver();
      else if (!this.port.online()) element.kill();
    }
  }

  covered(nid: number, covered: boolean): void {
    this.elements.get(nid)?.cover(covered);
  }

  async close(): Promise<void> {
    for (const nid of [...this.elements.keys()]) this.removed(nid);
    await this.whenClosed();
  }
}

const NOTHING: MediaState = {
  status: 'idle',
  codes: [],
  measured: { colour: null, tone: 0, rms: 0, colourAt: 0, toneAt: 0, at: 0 },
};
