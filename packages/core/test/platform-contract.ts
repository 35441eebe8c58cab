import { EventLog } from '@callgrid/test-kit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Platform, Socket } from '../src/platform/platform.ts';

export interface PlatformUnderTest {
  readonly platform: Platform;
  setOnline(online: boolean): void;
  setVisible(visible: boolean): void;
  /** Left out where the platform never tells. */
  setInterrupted?(interrupted: boolean): void;
}

type Told = { opened: true } | { received: string } | { code: number; reason: string };

/** What every platform keeps, measured against a real WebSocket server. */
export function describePlatform(name: string, create: () => PlatformUnderTest): void {
  describe(`the ${name} platform`, () => {
    let server: WebSocketServer;
    let peers: EventLog<WebSocket>;
    let under: PlatformUnderTest;

    beforeEach(async () => {
      under = create();
      peers = new EventLog();
      server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
      server.on('connection', peers.add);
      await new Promise((resolve) => server.once('listening', resolve));
    });
    afterEach(() => {
      for (const peer of peers.entries) peer.terminate();
      server.close();
    });

    function open(port = (server.address() as { port: number }).port): {
      socket: Socket;
      told: EventLog<Told>;
    } {
      const told = new EventLog<Told>();
      const socket = under.platform.openSocket(`ws://127.0.0.1:${port}`, 'callgrid.v1', {
        opened: () => told.add({ opened: true }),
        received: (received) => told.add({ received }),
        closed: ({ code, reason }) => told.add({ code, reason }),
      });
      return { socket, told };
    }

    it('tells nothing in the turn in which the socket is made', () => {
      expect(open().told.entries).toEqual([]);
    });

    it('offers the subprotocol, and carries text both ways', async () => {
      const { socket, told } = open();
      const peer = await peers.until(() => true);
      expect(peer.protocol).toBe('callgrid.v1');
      peer.on('message', (data) => peer.send(`echo ${data}`));
      await told.until((it) => 'opened' in it);
      socket.send('hello 你好');
      expect(await told.until((it) => 'received' in it)).toEqual({ received: 'echo hello 你好' });
    });

    it('tells why the peer closed, once', async () => {
      const { told } = open();
      (await peers.until(() => true)).close(4000, 'kicked');
      expect(await told.until((it) => 'code' in it)).toEqual({ code: 4000, reason: 'kicked' });
      expect(told.entries.filter((it) => 'code' in it)).toHaveLength(1);
    });

    it('tells of a connection cut without a word', async () => {
      const { told } = open();
      (await peers.until(() => true)).terminate();
      expect(await told.until((it) => 'code' in it)).toMatchObject({ code: 1006 });
    });

    it('tells of a connection that was never made, once', async () => {
      const { told } = open(9);
      await told.until((it) => 'code' in it);
      expect(told.entries).toHaveLength(1);
    });

    it('closes with the code it is given, and sends nothing afterwards', async () => {
      const { socket, told } = open();
      const peer = await peers.until(() => true);
      await told.until((it) => 'opened' in it);
      const closed = new Promise((resolve) =>
        peer.on('close', (code, reason) => resolve([code, String(reason)])),
      );
      socket.close(4002, 'silent');
      socket.send('too late');
      expect(await closed).toEqual([4002, 'silent']);
    });

    it('closes a socket that is still connecting', async () => {
      const { socket, told } = open();
      socket.close(1000, 'never mind');
      await told.until((it) => 'code' in it);
      expect(told.entries.filter((it) => 'opened' in it)).toEqual([]);
    });

    it('tells when the network and the app come and go, until stopped', () => {
      const told: string[] = [];
      const stops = [
        under.platform.onNetworkChanged((online) => told.push(online ? 'online' : 'offline')),
        under.platform.onVisibilityChanged((visible) => told.push(visible ? 'shown' : 'hidden')),
      ];
      const all = () => {
        under.setOnline(false);
        under.setOnline(true);
        under.setVisible(false);
        under.setVisible(true);
      };
      all();
      for (const stop of stops) stop();
      all();
      expect(told).toEqual(['offline', 'online', 'hidden', 'shown']);
    });

    it('tells when something else takes the sound, where it can, until stopped', () => {
      const told: boolean[] = [];
      const stop = under.platform.onInterruptionChanged((interrupted) => told.push(interrupted));
      under.setInterrupted?.(true);
      under.setInterrupted?.(false);
      stop();
      under.setInterrupted?.(true);
      expect(told).toEqual(under.setInterrupted ? [true, false] : []);
    });

    it('runs what is due, unless it was stopped', async () => {
      const { clock } = under.platform;
      const ran: string[] = [];
      const stop = clock.after(1, () => ran.push('stopped'));
      stop();
      await new Promise<void>((resolve) => {
        clock.after(5, () => {
          ran.push('due');
          resolve();
        });
        (clock as { advance?: (ms: number) => void }).advance?.(5);
      });
      expect(ran).toEqual(['due']);
    });
  });
}
