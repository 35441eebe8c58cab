import { type StreamAddress, toUid } from '@callgrid/core';
import { until } from '@callgrid/test-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RtmpClient, tag } from '../../rtmp/test/rtmp-client.ts';
import { startCall, type TestCall, type TestClient } from '../test/call.ts';

const FRAME_MS = 40;
const ann = toUid(1);
const both = ['audio', 'video'] as const;

describe('media on the gateway', () => {
  let call: TestCall;
  let publisher: TestClient;
  let viewer: TestClient;
  const clients: RtmpClient[] = [];
  let stop: () => void = () => {};

  beforeEach(async () => {
    call = await startCall();
    publisher = await call.join({ channelName: 'demo', uid: 1, publish: both });
    viewer = await call.join({ channelName: 'demo', uid: 2 });
  });
  afterEach(async () => {
    stop();
    for (const client of clients.splice(0)) client.end();
    await call.stop();
  });

  async function connected(): Promise<RtmpClient> {
    const client = await RtmpClient.open(call.rtmpPort);
    clients.push(client);
    await client.connect();
    return client;
  }

  const addressOf = ({ room }: TestClient): string =>
    room.store.getState().streams.find(({ uid }) => uid === ann)!.address!.url;
  /** What RTMP calls the stream: all after the app, the key with it. */
  const nameIn = (url: string): string => url.slice(url.indexOf('/live/') + '/live/'.length);
  const names = ({ events }: TestClient): string[] =>
    events.entries.map(({ name }) => name).filter((name) => name !== 'connectionChanged');

  /** Tries an address, and gives the code and description of the refusal once the connection is closed. */
  async function refusal(direction: 'push' | 'pull', url: string): Promise<string> {
    const client = await connected();
    client.command(direction === 'push' ? 'publish' : 'play', 0, null, nameIn(url), 'live');
    await client.closed;
    const [info] = client.commands.entries.at(-1)?.args ?? [];
    const { code, description } = info as { code: string; description: string };
    return `${code}: ${description}`;
  }

  /** A call that plays: ann sends frames by the clock, and the viewer's player takes them. */
  async function play(): Promise<RtmpClient> {
    const source = await connected();
    expect(await source.publish(nameIn(addressOf(publisher)))).toBe('NetStream.Publish.Start');
    source.media('video', 0, tag.videoHeader());
    source.media('audio', 0, tag.audioHeader());
    let frame = 0;
    const timer = setInterval(() => {
      source.media('video', frame * FRAME_MS, frame % 25 === 0 ? tag.key() : tag.delta());
      source.media('audio', frame * FRAME_MS, tag.audio());
      frame++;
    }, FRAME_MS);
    stop = () => clearInterval(timer);
    const player = await connected();
    expect(await player.play(nameIn(addressOf(viewer)))).toBe('NetStream.Play.Start');
    await until('the player plays', () => player.received.length > 10);
    await viewer.events.until(
      ({ name, payload }) => name === 'mediaChanged' && 'kind' in payload && payload.kind === 'audio',
    );
    return player;
  }

  /** Runs `attempt`, and sees that the player misses nothing and nobody is told anything. */
  async function undisturbed(player: RtmpClient, attempt: () => Promise<void>): Promise<void> {
    const told = names(viewer).length;
    await attempt();
    const seen = player.received.length;
    await until('more arrives', () => player.received.length > seen + 20);
    const video = player.received.filter(({ type }) => type === 9).slice(1);
    const gaps = video.slice(1).map(({ timestamp }, index) => timestamp - video[index]!.timestamp);
    expect(gaps.every((gap) => gap === FRAME_MS)).toBe(true);
    expect(names(viewer).slice(told)).toEqual([]);
    expect(publisher.room.store.getState().connection.status).toBe('joined');
  }

  it('refuses a wrong key, and nothing else changes', async () => {
    await undisturbed(await play(), async () => {
      const wrong = (url: string) => url.replace(/key=.*/, `key=${'A'.repeat(22)}`);
      expect(await refusal('push', wrong(addressOf(publisher)))).toMatch(/^NetStream.Publish.BadName: .*key/);
      expect(await refusal('pull', wrong(addressOf(viewer)))).toMatch(
        /^NetStream.Play.StreamNotFound: .*key/,
      );
      expect(await refusal('push', addressOf(publisher).replace(/\?.*/, ''))).toMatch(/no key/);
    });
  });

  it("refuses another stream's key, and nothing else changes", async () => {
    const other = await call.join({ channelName: 'demo', uid: 3 });
    const { address }: StreamAddress = await other.room.publish();
    await viewer.events.until(({ name }) => name === 'streamPublished');
    await undisturbed(await play(), async () => {
      const swapped = addressOf(publisher).replace(/key=.*/, new URL(address.url).search.slice(1));
      expect(await refusal('push', swapped)).toMatch(/^NetStream.Publish.BadName: .*another stream/);
      const pulled = addressOf(viewer).replace(
        /key=.*/,
        new URL((await viewer.room.subscribe({ uid: toUid(3) })).address.url).search.slice(1),
      );
      expect(await refusal('pull', pulled)).toMatch(/^NetStream.Play.StreamNotFound: .*another stream/);
    });
  });

  it("refuses the other direction's key, and nothing else changes", async () => {
    await undisturbed(await play(), async () => {
      expect(await refusal('push', addressOf(viewer))).toMatch(
        /^NetStream.Publish.BadName: .*pull, not push/,
      );
      expect(await refusal('pull', addressOf(publisher))).toMatch(
        /^NetStream.Play.StreamNotFound: .*push, not pull/,
      );
    });
  });

  it('closes and refuses a key once its last kind was unpublished, and not before', async () => {
    const player = await play();
    const push = addressOf(publisher);
    const pull = addressOf(viewer);
    await publisher.room.unpublish({ kinds: ['video'] });
    const [source] = clients as [RtmpClient];
    expect(source.socket.destroyed).toBe(false);
    await publisher.room.unpublish({ kinds: ['audio'] });
    await Promise.all([source.closed, player.closed]);
    expect(await refusal('push', push)).toMatch(/^NetStream.Publish.BadName: .*ended key/);
    expect(await refusal('pull', pull)).toMatch(/^NetStream.Play.StreamNotFound: .*ended key/);
    await publisher.room.publish();
    expect(addressOf(publisher)).not.toBe(push);
    expect(await (await connected()).publish(nameIn(addressOf(publisher)))).toBe('NetStream.Publish.Start');
  });

  it('closes and refuses the key of who becomes audience, and gives a new one to who becomes broadcaster', async () => {
    const player = await play();
    const push = addressOf(publisher);
    const [source] = clients as [RtmpClient];
    await publisher.room.setRole('audience');
    await Promise.all([source.closed, player.closed]);
    expect(await refusal('push', push)).toMatch(/^NetStream.Publish.BadName: .*ended key/);
    await publisher.room.setRole('broadcaster');
    await publisher.room.publish();
    expect(addressOf(publisher)).not.toBe(push);
    expect(await (await connected()).publish(nameIn(addressOf(publisher)))).toBe('NetStream.Publish.Start');
  });

  it('closes and refuses the keys of who left, and plays on between the others', async () => {
    const player = await play();
    const other = await call.join({ channelName: 'demo', uid: 3, publish: both });
    const push = other.room.store.getState().streams.find(({ uid }) => uid === toUid(3))!.address!.url;
    const pull = addressOf(other);
    const [pushing, pulling] = [await connected(), await connected()];
    expect(await pushing.publish(nameIn(push))).toBe('NetStream.Publish.Start');
    expect(await pulling.play(nameIn(pull))).toBe('NetStream.Play.Start');
    await other.room.leave();
    await viewer.events.until(({ name }) => name === 'participantLeft');
    await undisturbed(player, async () => {
      await Promise.all([pushing.closed, pulling.closed]);
      expect(await refusal('push', push)).toMatch(/^NetStream.Publish.BadName: .*ended key/);
      expect(await refusal('pull', pull)).toMatch(/^NetStream.Play.StreamNotFound: .*ended key/);
    });
  });
});
