import { randomUUID } from 'node:crypto';
import { type Address, toUid } from '@callgrid/core';
import type { MediaProtocol } from '@callgrid/protocol';
import { until } from '@callgrid/test-kit';
import { connect, RtcClient } from '@callgrid/webrtc/test/rtc-client';
import { expect } from 'vitest';
import { RtmpClient, tag } from '../../../rtmp/test/rtmp-client.ts';
import type { TestClient, TestClients } from '../call.ts';

const PUBLISHER = toUid(1);
/** A busy machine needs a while for DTLS with a hundred peers. */
const PATIENCE = 20_000;

export interface Place extends TestClients {
  /** Of the gateway's HTTP. */
  readonly origin: string;
  readonly rtmpPort: number;
}

/** A session that a POST has opened, with its peer where there is one. */
export interface Opened {
  readonly session: URL;
  readonly entityTag: string;
  readonly rtc?: RtcClient;
}

/** A room of its own with one who publishes and one who views, each by WebRTC; and every session that was in it. */
export class Scene {
  readonly channelName = randomUUID();
  readonly opened: Opened[] = [];
  private readonly phones: RtmpClient[] = [];

  private constructor(
    readonly place: Place,
    readonly publisher: TestClient,
    readonly viewer: TestClient,
  ) {}

  static async open(place: Place): Promise<Scene> {
    const protocols = {
      push: ['whip', 'rtmp'],
      pull: ['whep', 'rtmp'],
    } as const satisfies Record<string, readonly MediaProtocol[]>;
    const scene = new Scene(place, place.client(protocols), place.client(protocols));
    const { channelName, publisher, viewer } = scene;
    await publisher.room.join({ channelName, uid: PUBLISHER, publish: ['audio', 'video'] });
    await viewer.room.join({ channelName, uid: 2 });
    await until('the stream has its address', () => scene.address(viewer), PATIENCE);
    return scene;
  }

  /** A publisher that sends, and a viewer that has got pictures and sound of it. */
  async flow(): Promise<{ readonly push: Opened; readonly pull: Opened }> {
    const push = await this.connect('push');
    push.rtc!.send();
    const pull = await this.connect('pull');
    await this.flows(pull);
    return { push, pull };
  }

  /** POSTs an offer, and connects. */
  async connect(direction: 'push' | 'pull'): Promise<Opened> {
    const rtc = new RtcClient(direction);
    let opened: Opened | undefined;
    await connect(rtc, async (offer) => {
      // Candidates that come too early are mistrusted on loopback; see webrtc-live.test.ts.
      const { sdp, ...session } = await this.post(
        direction,
        offer.replace(/^a=(candidate|end-of-candidates).*\r\n/gm, ''),
      );
      opened = { ...session, rtc };
      this.opened[this.opened.findIndex((it) => it.session === session.session)] = opened;
      return sdp;
    });
    return opened!;
  }

  /** POSTs an offer, and leaves it at that. */
  async post(direction: 'push' | 'pull', offer: string): Promise<Opened & { readonly sdp: string }> {
    const url = this.url(direction, direction === 'push' ? 'whip' : 'whep');
    const headers = { 'content-type': 'application/sdp' };
    const answer = await request(url, { method: 'POST', headers, body: offer });
    const sdp = await answer.text();
    expect(answer.status, sdp).toBe(201);
    const session = new URL(answer.headers.get('location')!, url);
    const opened = { session, entityTag: answer.headers.get('etag')! };
    this.opened.push(opened);
    return { ...opened, sdp };
  }

  /** Gives the answer's status. */
  async trickle({ session, entityTag }: Opened, body: string): Promise<number> {
    const headers = { 'content-type': 'application/trickle-ice-sdpfrag', 'if-match': entityTag };
    return (await request(session, { method: 'PATCH', headers, body })).status;
  }

  async end({ session }: Opened): Promise<void> {
    expect((await request(session, { method: 'DELETE' })).status).toBe(200);
  }

  async operate(path: string): Promise<void> {
    const url = `${this.place.origin}/admin/rooms/${this.channelName}${path}`;
    const headers = { authorization: `Bearer ${ADMIN_KEY}` };
    expect((await request(url, { method: 'DELETE', headers })).status).toBe(204);
  }

  /** Pictures and sound come, from now on. */
  async flows({ rtc }: Opened): Promise<void> {
    const { audio, video } = rtc!.received;
    await until(
      'it sees and hears',
      () => rtc!.received.keys > 0 && rtc!.received.video > video + 2 && rtc!.received.audio > audio + 2,
      PATIENCE,
    );
  }

  /** A phone that plays, and so needs AAC. */
  async play(): Promise<void> {
    const phone = await this.phone();
    await phone.play(nameIn(this.url('pull', 'rtmp')));
    await until('a phone hears', () => phone.received.filter(({ type }) => type === 8).length > 2, PATIENCE);
  }

  /** A phone that takes the push over; viewers by WebRTC need Opus then. */
  async takeOverByRtmp(): Promise<RtmpClient> {
    const phone = await this.phone();
    await phone.publish(nameIn(this.url('push', 'rtmp')));
    phone.media('video', 0, tag.videoHeader());
    phone.media('audio', 0, tag.audioHeader());
    phone.media('video', 0, tag.key());
    phone.media('audio', 20, tag.audio());
    return phone;
  }

  /** Settles once the gateway has it no more. */
  async isGone(opened: Opened): Promise<void> {
    await expect.poll(() => this.isKnown(opened), { timeout: PATIENCE, interval: 100 }).toBe(false);
  }

  /** Settles once no session is left. */
  async isOver(): Promise<void> {
    for (const opened of this.opened) await this.isGone(opened);
  }

  async leave(): Promise<void> {
    for (const phone of this.phones) phone.end();
    for (const { rtc } of this.opened) rtc?.close();
    await Promise.all([this.publisher.room.leave(), this.viewer.room.leave()]);
  }

  /** Whether the gateway still has the session. */
  private async isKnown({ session }: Opened): Promise<boolean> {
    const { status } = await request(session);
    // Its key may have ended with it.
    if (status !== 401 && status !== 404) expect(status).toBe(204);
    return status === 204;
  }

  private async phone(): Promise<RtmpClient> {
    const phone = await RtmpClient.open(this.place.rtmpPort);
    this.phones.push(phone);
    await phone.connect();
    return phone;
  }

  private url(direction: 'push' | 'pull', protocol: MediaProtocol): string {
    const address = this.address(direction === 'push' ? this.publisher : this.viewer)!;
    return [address, ...(address.others ?? [])].find((it) => it.protocol === protocol)!.url;
  }

  private address({ room }: TestClient): Address | null | undefined {
    return room.store.getState().streams.find(({ uid }) => uid === PUBLISHER)?.address;
  }
}

/** Asks on a connection of its own, which is closed then: it would count as an open file. */
export function request(url: URL | string, { headers, ...init }: RequestInit = {}): Promise<Response> {
  return fetch(url, { ...init, headers: { ...headers, connection: 'close' } });
}

export const ADMIN_KEY = 'of an operator, and long enough for one';

const nameIn = (url: string) => url.slice(url.indexOf('/live/') + '/live/'.length);
