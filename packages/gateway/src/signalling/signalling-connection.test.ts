import { VirtualClock } from '@callgrid/core/testing';
import { closeCodes, timers } from '@callgrid/protocol';
import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { idleEngine } from '../../test/virtual-call.ts';
import { Grants } from '../grant/grants.ts';
import { noCounters } from '../metrics/gateway-counters.ts';
import { Rooms } from '../room/rooms.ts';
import { MemorySeatStore } from '../store/memory-seat-store.ts';
import { everyRight } from '../token/rights.ts';
import type { Admission } from '../token/token-gate.ts';
import type { ClientSocketListener } from './client-socket.ts';
import { SignallingConnection } from './signalling-connection.ts';
import { signallingLimits } from './signalling-limits.ts';

let clock: VirtualClock;
let rooms: Rooms;
let client: ClientSocketListener;
let sent: { id: number; error?: { code: string } }[];
let closes: { code: number; reason: string }[];
/** Ends the check of the token that is under way. */
let admit: (admission: Admission) => void;

beforeEach(() => {
  clock = new VirtualClock();
  sent = [];
  closes = [];
  const log = pino({ level: 'silent' });
  const grants = new Grants(clock);
  const store = new MemorySeatStore();
  const most = { maxRooms: 9, maxParticipants: 9, sameUid: 'replace' } as const;
  rooms = new Rooms({ engine: idleEngine, grants, clock, store, log, counters: noCounters, ...most });
  const socket = {
    queuedBytes: 0,
    send: (text: string) => void sent.push(JSON.parse(text)),
    close: (code: number, reason: string) => void closes.push({ code, reason }),
    listen: (listener: ClientSocketListener) => {
      client = listener;
    },
  };
  const gate = {
    admit: () =>
      new Promise<Admission>((resolve) => {
        admit = resolve;
      }),
  };
  new SignallingConnection(socket, { host: 'gateway', rooms, gate, counters: noCounters, clock, log });
});

const say = (id: number, method: string, params: object = {}) =>
  client.received(JSON.stringify({ id, method, params }));
const join = () =>
  say(1, 'join', { version: 1, channelName: 'demo', uid: '1', protocols: { push: [], pull: [] } });
const admission: Admission = { rights: everyRight, name: undefined };

describe('a connection', () => {
  it('seats nobody who is gone by the time the token is checked', async () => {
    join();
    client.closed();
    admit(admission);
    await clock.advance(0);
    expect(rooms.participants).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('answers in order while the token is checked, and refuses what is too much to keep', async () => {
    join();
    for (let id = 2; id <= signallingLimits.waitingRequests + 3; id++) say(id, 'mute', { kind: 'audio' });
    expect(sent.map(({ id, error }) => [id, error?.code])).toEqual([
      [signallingLimits.waitingRequests + 2, 'request/tooMany'],
      [signallingLimits.waitingRequests + 3, 'request/tooMany'],
    ]);
    admit(admission);
    await clock.advance(0);
    const answers = sent.filter(({ id, error }) => id !== undefined && !error).map(({ id }) => id);
    expect(answers).toEqual(Array.from({ length: signallingLimits.waitingRequests + 1 }, (_, at) => at + 1));
  });

  it('is closed when nothing comes from it', async () => {
    client.received('');
    await clock.advance(timers.silence - 1);
    expect(closes).toEqual([]);
    await clock.advance(1);
    expect(closes).toHaveLength(1);
    expect([closeCodes.notJoined, closeCodes.silent]).toContain(closes[0]?.code);
    expect(clock.pending).toBe(0);
  });

  it('answers nothing that comes after its close', async () => {
    join();
    admit(admission);
    await clock.advance(0);
    await clock.advance(timers.silence);
    expect(closes.map(({ code }) => code)).toEqual([closeCodes.silent]);
    const before = sent.length;
    say(2, 'mute', { kind: 'audio' });
    client.receivedBinary();
    expect(sent).toHaveLength(before);
    client.closed();
    expect(rooms.find('demo')?.state.participants[0]?.status).toBe('reconnecting');
  });
});
