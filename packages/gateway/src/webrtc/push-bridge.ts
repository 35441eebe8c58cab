import type { AttachedPublisher, RtmpServer } from '@callgrid/rtmp';
import type { FlvPacket, MediaKind, WebRtcServer } from '@callgrid/webrtc';
import type { Session } from './session-table.ts';

export interface PushBridgeOptions {
  readonly session: Session;
  /** What its offer may send, and players can be given. */
  readonly announces: readonly MediaKind[];
  readonly rtmp: Pick<RtmpServer, 'attachPublisher'>;
  readonly webrtc: Pick<WebRtcServer, 'demand'>;
  /** The hub has no place for it any more. */
  displaced(reason: string): void;
}

/**
 * One push's way from WebRTC into the hub. It takes the stream over once media can flow, and until then keeps the place
 * of the session it takes over from: a page that connects anew is no event for the others.
 */
export class PushBridge {
  private readonly options: PushBridgeOptions;
  /** In the hub: its own place, or one it has inherited. */
  private link: AttachedPublisher | undefined;
  private isOwn = false;
  /** The kinds that the hub's players want. */
  private wanted: readonly MediaKind[] = [];

  constructor(options: PushBridgeOptions) {
    this.options = options;
  }

  /** Keeps the place of one that is gone. */
  inherit(former: PushBridge): void {
    this.link = former.link;
    former.isOwn = false;
    former.link = undefined;
  }

  /** Media can flow. */
  connected(): void {
    if (this.isOwn) return;
    const { session, announces, rtmp, displaced } = this.options;
    const { id, stream, kinds } = session.grant;
    const { link: inherited } = this;
    this.isOwn = true;
    // An inherited place ends by this.
    this.link = rtmp.attachPublisher({
      grant: id,
      stream,
      kinds,
      announces,
      demandChanged: (wanted) => {
        this.wanted = wanted;
        this.demand();
      },
      keyframeWanted: () => this.demand(true),
      closed: (reason) => {
        if (!this.isOwn) return;
        this.link = undefined;
        displaced(reason);
      },
    });
    if (this.link) return;
    inherited?.close();
    displaced('the hub is full');
  }

  packet({ kind, timestamp, payload }: FlvPacket): void {
    if (this.isOwn) this.link?.packet(kind, timestamp, payload);
  }

  heard(kind: MediaKind, bytes: number, packets: number): void {
    if (this.isOwn) this.link?.heard(kind, bytes, packets);
  }

  close(): void {
    this.link?.close();
    this.link = undefined;
    this.isOwn = false;
  }

  private demand(keyframe = false): void {
    const { wanted } = this;
    const { session, webrtc } = this.options;
    const [audio, video] = [wanted.includes('audio'), wanted.includes('video')];
    webrtc.demand(session.id, { audio, video, keyframe });
  }
}
