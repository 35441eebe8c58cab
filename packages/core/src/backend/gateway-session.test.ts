import { type RoomState, RtcError, timers, toUid } from '@callgrid/protocol';
import { beforeEach, describe, expect, it } from 'vitest';
import { createScriptedGateway, type ScriptedGateway } from '../../test/scripted-gateway.ts';
import type { BackendMessage, BackendSession } from './backend.ts';
import { gateway } from './gateway.ts';

const intent = {
  channelName: 'demo',
  uid: toUid(1),
  protocols: { push: ['rtmp'], pull: ['rtmp'] },
} as const;

let server: ScriptedGateway;
let told: BackendMessage[];
let session: BackendSession;

beforeEach(() => {
  server = createScriptedGateway();
  told = [];
  session = gateway('ws://gateway').open(
    server.platform,
    () => intent,
    (message) => told.push(message),
  );
});

async function join(): Promise<void> {
  const joined = session.join();
  await server.platform.clock.advance(10);
  await joined;
}

function types(): string[] {
  return told.map(({ type }) => type);
}

function code(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: unknown) => (error instanceof RtcError ? error.code : String(error)),
  );
}

describe('joining', () => {
  it('tells joined before the promise resolves, and speaks the subprotocol', async () => {
    await join();
    expect(types()).toEqual(['joined']);
    expect(server.socket.protocol).toBe('callgrid.v1');
    expect(server.requests('join')[0]?.params).toMatchObject({ version: 1, uid: '1' });
  });

  it.each([
    ['no socket opens', 'hangs', 'connection/failed'],
    ['the socket fails', 'fails', 'connection/failed'],
    ['the join is not answered', 'opensOnly', 'connection/failed'],
    ['the gateway refuses', 'refuses', 'token/refused'],
  ] as const)(
    'rejects when %s, within an attempt each, and leaves nothing running',
    async (_, behaviour, expected) => {
      server.behaviour = behaviour;
      const joined = code(session.join());
      await server.platform.clock.advance(2 * timers.attempt);
      expect(await joined).toBe(expected);
      expect(server.platform.clock.pending).toBe(0);
      expect(types()).toEqual([]);
    },
  );

  it('fails as any connection does where no socket can be made at all', async () => {
    const openSocket = () => {
      throw new SyntaxError('the URL is invalid');
    };
    const platform = { ...server.platform, openSocket };
    const joined = code(
      gateway('no url')
        .open(
          platform,
          () => intent,
          () => {},
        )
        .join(),
    );
    await server.platform.clock.advance(60_000);
    expect(await joined).toBe('connection/failed');
    expect(server.platform.clock.pending).toBe(0);
  });

  it('rejects when whoever hears of it leaves at once', async () => {
    const leaving = gateway('ws://gateway').open(
      server.platform,
      () => intent,
      () => void leaving.leave(),
    );
    const joined = code(leaving.join());
    await server.platform.clock.advance(timers.leave);
    expect(await joined).toBe('connection/aborted');
    expect(server.platform.clock.pending).toBe(0);
  });

  it('is undone by leaving in the middle of it', async () => {
    server.behaviour = 'hangs';
    const joined = code(session.join());
    const left = session.leave();
    await server.platform.clock.advance(timers.leave);
    await left;
    expect(await joined).toBe('connection/aborted');
    expect(server.socket.closedByClient).not.toBeNull();
    expect(server.platform.clock.pending).toBe(0);
  });
});

describe('a session in the room', () => {
  beforeEach(join);

  it('sends a heartbeat every 3 s, and hears that the gateway is alive', async () => {
    await server.platform.clock.advance(30_000);
    expect(server.requests('heartbeat')).toHaveLength(10);
    expect(types()).toEqual(['joined']);
  });

  it('takes 10 s of silence for a break, and is back at once', async () => {
    server.socket.onSent = () => {};
    const before = server.platform.clock.now();
    await server.platform.clock.advance(timers.silence + 10);
    expect(types()).toEqual(['joined', 'reconnecting', 'reconnected']);
    expect(told[1]).toEqual({ type: 'reconnecting', attempt: 1, cause: 'request/timeout' });
    expect(server.platform.clock.now() - before).toBe(timers.silence + 10);
  });

  it('shows its session when it comes back', async () => {
    server.socket.close(1006);
    await server.platform.clock.advance(10);
    expect(server.requests('join').map(({ params }) => params.session)).toEqual([undefined, 's']);
    expect(told[1]).toEqual({ type: 'reconnecting', attempt: 1, cause: 'connection/lost' });
    expect(told[2]).toMatchObject({ type: 'reconnected', fresh: false });
  });

  it('says so when it had to join afresh', async () => {
    server.resumes = false;
    server.socket.close(1006);
    await server.platform.clock.advance(10);
    expect(told[2]).toMatchObject({ type: 'reconnected', fresh: true });
  });

  it('backs off from 0.5 s to 4 s and gives up after 60 s', async () => {
    server.behaviour = 'fails';
    const times: number[] = [];
    const began = server.platform.clock.now();
    const { openSocket } = server.platform;
    Object.assign(server.platform, {
      openSocket: (...args: Parameters<typeof openSocket>) => {
        times.push(server.platform.clock.now() - began);
        return openSocket(...args);
      },
    });
    server.socket.close(1006);
    await server.platform.clock.advance(timers.giveUp + 1);
    const waits = times.map((time, index) => time - (times[index - 1] ?? 0));
    expect(waits.slice(0, 7)).toEqual([0, 501, 1001, 2001, 4001, 4001, 4001]);
    expect(told[told.length - 1]).toEqual({ type: 'ended', reason: 'connectionLost' });
    expect(server.platform.clock.pending).toBe(0);
  });

  it('does not count the time it is hidden, and tries at once when shown', async () => {
    server.behaviour = 'fails';
    server.platform.setVisible(false);
    server.socket.close(1006);
    await server.platform.clock.advance(10 * timers.giveUp);
    expect(types()).not.toContain('ended');
    server.behaviour = 'answers';
    server.platform.setVisible(true);
    await server.platform.clock.advance(10);
    expect(types()[types().length - 1]).toBe('reconnected');
  });

  it('tries at once when the network is back', async () => {
    server.behaviour = 'fails';
    server.socket.close(1006);
    await server.platform.clock.advance(20_000);
    server.behaviour = 'answers';
    server.platform.setOnline(true);
    await server.platform.clock.advance(5);
    expect(types()[types().length - 1]).toBe('reconnected');
  });

  it.each([
    ['the network changes', () => server.platform.setOnline(true)],
    ['the app is shown', () => server.platform.setVisible(true)],
  ])('asks whether its connection still holds when %s, and does not wait 10 s for it', async (_, happen) => {
    happen();
    await server.platform.clock.advance(timers.probe);
    expect(types()).toEqual(['joined']);
    server.socket.onSent = () => {};
    happen();
    await server.platform.clock.advance(timers.probe + 5);
    expect(types()).toEqual(['joined', 'reconnecting', 'reconnected']);
  });

  it('ends when a reconnect is refused, without asking again', async () => {
    server.behaviour = 'refuses';
    server.socket.close(1006);
    await server.platform.clock.advance(timers.giveUp);
    expect(types()).toEqual(['joined', 'reconnecting', 'ended']);
    expect(told[2]).toEqual({ type: 'ended', reason: 'refused' });
    expect(server.requests('join')).toHaveLength(2);
  });

  it.each([
    [4000, 'kicked', 'kicked'],
    [4000, 'dissolved', 'dissolved'],
    [4001, '', 'replaced'],
  ])('ends when the gateway closes with %s %s', async (closeCode, reason, expected) => {
    server.socket.close(closeCode, reason);
    await server.platform.clock.advance(timers.giveUp);
    expect(told[1]).toEqual({ type: 'ended', reason: expected });
    expect(server.platform.clock.pending).toBe(0);
  });

  it('ends when it comes back to a seat that was given up meanwhile', async () => {
    server.behaviour = 'opensOnly';
    server.socket.close(1006);
    await server.platform.clock.advance(10);
    server.socket.close(4000, 'kicked');
    await server.platform.clock.advance(timers.giveUp);
    expect(told[told.length - 1]).toEqual({ type: 'ended', reason: 'kicked' });
    expect(server.platform.clock.pending).toBe(0);
  });

  it('keeps commands for the reconnect, and sends again what was on its way', async () => {
    server.socket.onSent = () => {};
    const onItsWay = session.request('mute', { kind: 'audio' });
    server.socket.close(1006);
    const meanwhile = session.request('mute', { kind: 'video' });
    await server.platform.clock.advance(20);
    await Promise.all([onItsWay, meanwhile]);
    expect(server.requests('mute').map(({ params }) => params.kind)).toEqual(['audio', 'audio', 'video']);
  });

  it('rejects a command after its time, and tells which', async () => {
    server.behaviour = 'hangs';
    server.socket.close(1006);
    const muted = code(session.request('mute', { kind: 'audio' }));
    await server.platform.clock.advance(timers.command);
    expect(await muted).toBe('request/timeout');
    expect(told).toContainEqual({ type: 'commandTimedOut', method: 'mute' });
  });

  it('takes the room as it is after commands without an answer: they may have been done', async () => {
    const { onSent } = server.socket;
    server.socket.onSent = (frame) => {
      if ((frame as { method: string }).method !== 'mute') onSent(frame);
    };
    const codes = [
      code(session.request('mute', { kind: 'audio' })),
      code(session.request('mute', { kind: 'video' })),
    ];
    await server.platform.clock.advance(timers.command + 5);
    expect(await Promise.all(codes)).toEqual(['request/timeout', 'request/timeout']);
    expect(types()).toEqual(['joined', 'commandTimedOut', 'commandTimedOut', 'synced']);
    expect(server.requests('sync')).toHaveLength(1);
  });

  it('passes facts on in order, and takes each once', () => {
    server.tell('muted', { uid: '2', kind: 'audio' });
    server.seq -= 1;
    server.tell('muted', { uid: '2', kind: 'audio' });
    expect(types()).toEqual(['joined', 'notified']);
  });

  it('takes the room as it is when a fact was missed, and nothing twice', async () => {
    server.seq += 1;
    server.tell('muted', { uid: '2', kind: 'audio' });
    server.tell('unmuted', { uid: '2', kind: 'audio' });
    await server.platform.clock.advance(5);
    server.tell('muted', { uid: '2', kind: 'video' });
    expect(types()).toEqual(['joined', 'synced', 'notified']);
    expect(server.requests('sync')).toHaveLength(1);
  });

  it('says that it is hidden and shown, and says it again after a reconnect', async () => {
    server.platform.setVisible(false);
    await server.platform.clock.advance(5);
    server.socket.close(1006);
    await server.platform.clock.advance(10);
    expect(server.requests('setVisible').map(({ params }) => params.visible)).toEqual([false]);
    expect(server.requests('join').map(({ params }) => params.visible)).toEqual([undefined, false]);
  });

  it('says how it is by then, not how it was when its word was lost', async () => {
    server.socket.onSent = () => {};
    server.platform.setVisible(false);
    server.socket.close(1006);
    server.platform.setVisible(true);
    await server.platform.clock.advance(10);
    expect(server.requests('join')[1]?.params.visible).toBeUndefined();
    expect(server.requests('setVisible')).toHaveLength(1);
  });

  it('says after the join what has changed since it asked for it', async () => {
    server.socket.close(1006);
    await server.platform.clock.advance(1);
    server.platform.setVisible(false);
    await server.platform.clock.advance(10);
    expect(server.requests('join')[1]?.params.visible).toBeUndefined();
    expect(server.requests('setVisible').map(({ params }) => params.visible)).toEqual([false]);
  });

  it('leaves with the gateway knowing, or after 300 ms without it', async () => {
    const left = session.leave();
    await server.platform.clock.advance(5);
    await left;
    expect(server.requests('leave')).toHaveLength(1);
    expect(server.socket.closedByClient?.code).toBe(1000);
    expect(types()).toEqual(['joined']);
    expect(await code(session.request('mute', { kind: 'audio' }))).toBe('room/notJoined');
  });

  it('rejects what is on its way when it leaves', async () => {
    server.socket.onSent = () => {};
    const muted = code(session.request('mute', { kind: 'audio' }));
    const left = session.leave();
    await server.platform.clock.advance(timers.leave);
    await left;
    expect(await muted).toBe('room/left');
  });

  it('is over once it is put out of the room, whatever its socket does then', async () => {
    const { socket } = server;
    server.tell('participantLeft', { uid: '1', reason: 'kicked' });
    socket.close(1006);
    await server.platform.clock.advance(timers.giveUp);
    expect(types()).toEqual(['joined', 'notified']);
    expect(server.requests('leave')).toEqual([]);
    expect(server.platform.clock.pending).toBe(0);
  });

  it('leaves frames it cannot read alone', () => {
    const room: RoomState = server.room;
    server.socket.receive([] as never);
    server.socket.receive({ id: 99, result: {} });
    server.socket.receive({ id: null, error: { code: 'request/malformed', message: '' } });
    expect(server.room).toBe(room);
    expect(types()).toEqual(['joined']);
  });
});
