import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAvcHeader, writeAvcUnit } from '../src/flv/flv-video.ts';
import type { FlvPacket } from '../src/media.ts';
import type { SessionRequest, WebRtcEvents, WebRtcServer } from '../src/webrtc-server.ts';
import { makeNal, PPS, SPS } from './make-nal.ts';
import { offerOf } from './offers.ts';
import { connect, RtcClient } from './rtc-client.ts';

type Told = { [Name in keyof WebRtcEvents]: WebRtcEvents[Name][] };

const BOTH = ['audio', 'video'] as const;
const PATIENCE = { timeout: 8_000 };

/** What every way of running the server must do, with real peers. */
export function describeWebRtc(where: string, create: () => WebRtcServer): void {
  describe(`WebRTC ${where}`, () => {
    let server: WebRtcServer;
    let told: Told;
    const clients: RtcClient[] = [];

    beforeEach(async () => {
      server = create();
      told = { connected: [], ended: [], packet: [], heard: [], wanted: [], available: [] };
      for (const name of Object.keys(told) as (keyof Told)[])
        server.on(name, (event) => void (told[name] as unknown[]).push(event));
      await server.start();
    });
    afterEach(async () => {
      for (const client of clients.splice(0)) client.close();
      await server.stop();
    });

    const join = async (
      direction: 'push' | 'pull',
      more: Partial<SessionRequest> = {},
    ): Promise<RtcClient> => {
      const client = new RtcClient(direction);
      clients.push(client);
      await connect(client, async (offer) => {
        const id = `${direction}-${clients.length}`;
        const { sdp } = await server.open({ id, direction, stream: 's', kinds: BOTH, offer, ...more });
        return sdp;
      });
      return client;
    };
    const push = async (more?: Partial<SessionRequest>) => {
      const client = await join('push', { id: 'push', ...more });
      client.send();
      return client;
    };
    const packets = (kind: string, role: string): FlvPacket[] =>
      told.packet.map(({ packet }) => packet).filter((it) => it.kind === kind && it.role === role);

    it('takes a push: header, keyframe and pictures for the hub, sound once it is needed', async () => {
      await push();
      await expect.poll(() => packets('video', 'delta').length, PATIENCE).toBeGreaterThan(3);
      const pictures = told.packet.filter(({ packet }) => packet.kind === 'video');
      expect(pictures.slice(0, 2).map(({ packet }) => packet.role)).toEqual(['header', 'key']);
      await expect.poll(() => told.heard.map(({ kind }) => kind), PATIENCE).toContain('audio');
      expect(packets('audio', 'key')).toEqual([]);
      server.demand('push', { audio: true, video: true });
      await expect.poll(() => packets('audio', 'key').length, PATIENCE).toBeGreaterThan(3);
      expect(packets('audio', 'header')).toHaveLength(1);
    });

    it('gives a push to whoever watches it here, from a keyframe on', async () => {
      const pushing = await push();
      const viewer = await join('pull');
      await expect.poll(() => viewer.received.video, PATIENCE).toBeGreaterThan(3);
      await expect.poll(() => viewer.received.audio, PATIENCE).toBeGreaterThan(3);
      expect(viewer.received.keys).toBeGreaterThan(0);
      expect(pushing.asked).toBeGreaterThan(0);
      expect(told.wanted).toEqual([]);
    });

    it('wants of the hub what is not pushed here, and gives a late viewer what it has', async () => {
      const first = await join('pull');
      expect(told.wanted).toEqual([{ stream: 's', wanted: true }]);
      const feed = (role: FlvPacket['role'], timestamp: number, payload: Buffer) =>
        server.feed('s', { kind: 'video', role, timestamp, payload });
      feed('header', 0, writeAvcHeader({ sps: [SPS], pps: [PPS], lengthSize: 4 }));
      feed('key', 0, writeAvcUnit({ nals: [makeNal(5)], isKey: true })!);
      feed('delta', 40, writeAvcUnit({ nals: [makeNal(1)], isKey: false })!);
      await expect.poll(() => first.received.video, PATIENCE).toBe(2);
      const late = await join('pull');
      await expect.poll(() => late.received.video, PATIENCE).toBe(2);
      expect(late.received.keys).toBe(1);
      server.close('pull-1');
      server.close('pull-2');
      await expect
        .poll(() => told.wanted, PATIENCE)
        .toEqual([
          { stream: 's', wanted: true },
          { stream: 's', wanted: false },
        ]);
    });

    it('takes and gives only the kinds it is told', async () => {
      await push({ kinds: ['audio'] });
      const viewer = await join('pull');
      await expect.poll(() => viewer.received.audio, PATIENCE).toBeGreaterThan(3);
      expect(viewer.received.video).toBe(0);
      expect(packets('video', 'key')).toEqual([]);
      server.setKinds('push', ['video']);
      await expect.poll(() => viewer.received.video, PATIENCE).toBeGreaterThan(3);
      server.setKinds('pull-2', ['audio']);
      const { video } = viewer.received;
      server.setKinds('push', BOTH);
      const { audio } = viewer.received;
      await expect.poll(() => viewer.received.audio, PATIENCE).toBeGreaterThan(audio + 10);
      expect(viewer.received.video - video).toBeLessThan(10);
    });

    it('lets a second push of the stream take over', async () => {
      const former = await push();
      const viewer = await join('pull');
      await expect.poll(() => viewer.received.video, PATIENCE).toBeGreaterThan(3);
      await push({ id: 'second' });
      server.close('push');
      former.mute();
      const { video } = viewer.received;
      await expect.poll(() => viewer.received.video, PATIENCE).toBeGreaterThan(video + 10);
    });

    it('goes back to the push before when the newest one ends', async () => {
      await push();
      const viewer = await join('pull');
      await push({ id: 'late' });
      await expect.poll(() => told.packet.some(({ id }) => id === 'late'), PATIENCE).toBe(true);
      server.close('late');
      const { video, keys } = viewer.received;
      await expect.poll(() => viewer.received.video, PATIENCE).toBeGreaterThan(video + 10);
      await expect.poll(() => viewer.received.keys, PATIENCE).toBeGreaterThan(keys);
      expect(told.wanted).toEqual([]);
    });

    it('notices within seconds that a peer is gone without a word', async () => {
      const pushing = await push();
      await expect.poll(() => told.connected.length, PATIENCE).toBe(1);
      pushing.mute();
      await expect.poll(() => told.ended, PATIENCE).toEqual([{ id: 'push', reason: 'timeout' }]);
    });

    it('keeps a viewer that has nothing to watch yet, for longer than it keeps a silent sender', async () => {
      const viewer = await join('pull', { stream: 'later' });
      const pushing = await push();
      pushing.mute();
      await expect.poll(() => told.ended, PATIENCE).toEqual([{ id: 'push', reason: 'timeout' }]);
      await push({ id: 'at-last', stream: 'later' });
      await expect.poll(() => viewer.received.video, PATIENCE).toBeGreaterThan(3);
      expect(told.ended).toHaveLength(1);
    });

    it('notices that a peer has said goodbye', async () => {
      const pushing = await push();
      await expect.poll(() => told.packet.length, PATIENCE).toBeGreaterThan(0);
      pushing.close();
      // Its last word may get lost on the way, and its silence tells then.
      await expect.poll(() => told.ended.map(({ id }) => id), PATIENCE).toEqual(['push']);
    });

    it('says nothing more of a session that was closed', async () => {
      const pushing = await push();
      await expect.poll(() => told.packet.length, PATIENCE).toBeGreaterThan(0);
      server.close('push');
      await expect(server.trickle('push', 'a=ice-ufrag:x\r\n')).rejects.toMatchObject({
        code: 'unknownSession',
      });
      const { length } = told.packet;
      pushing.close();
      await push({ id: 'next' });
      await expect.poll(() => told.packet.at(-1)?.id, PATIENCE).toBe('next');
      expect(told.packet.slice(length).every(({ id }) => id === 'next')).toBe(true);
      expect(told.ended).toEqual([]);
    });

    it('refuses what is no offer, and leaves nothing behind', async () => {
      const offer = offerOf('sendonly');
      const open = (text: string) =>
        server.open({ id: 'bad', direction: 'push', stream: 's', kinds: BOTH, offer: text });
      await expect(open('v=1')).rejects.toMatchObject({ name: 'NegotiationError', code: 'malformed' });
      await expect(open(offer.replaceAll('H264', 'H265'))).rejects.toMatchObject({ code: 'noCodec' });
      await expect(server.trickle('bad', '')).rejects.toMatchObject({ code: 'unknownSession' });
    });
  });
}
