import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { toUid } from '@callgrid/protocol';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileSeatStore } from './file-seat-store.ts';
import type { StoredRooms } from './stored-rooms.ts';

let folder: string;
let file: string;
let said: string;
let store: FileSeatStore;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'callgrid-store-'));
  file = path.join(folder, 'state/seats.json');
  said = '';
  const write = (line: string) => {
    said += line;
  };
  store = new FileSeatStore(file, pino({ level: 'trace' }, { write }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const uid = toUid(1);
const rooms: StoredRooms = [
  {
    facts: {
      channelName: 'demo',
      participants: [
        {
          uid,
          name: 'Ann',
          role: 'broadcaster',
          status: 'connected',
          muted: { audio: false, video: true },
          speaking: false,
          service: { mode: 'audioOnly' },
        },
      ],
      streams: [{ id: '1/camera', uid, source: 'camera', media: { audio: 'live' } }],
    },
    streamNames: { '1/camera': '1-camera-x' },
    seats: [
      {
        uid,
        session: 'session-secret',
        host: 'localhost:1',
        autoSubscribe: true,
        protocols: { push: ['rtmp'], pull: ['rtmp', 'ws-flv'] },
        rights: { role: 'broadcaster', publish: true, subscribe: false },
        grants: [{ streamId: '1/camera', key: 'key-secret', kinds: ['audio'], expiresAt: 5 }],
      },
    ],
  },
];

describe('a file of seats', () => {
  it('gives back what was saved last, and only its owner may read it', async () => {
    await store.save([]);
    await store.save(rooms);
    expect(await store.load()).toEqual(rooms);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
    expect(readdirSync(path.dirname(file))).toEqual(['seats.json']);
  });

  it('gives back what a gateway saved that knew of nobody who speaks', async () => {
    await store.save(rooms);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"speaking":false,', ''));
    expect(readFileSync(file, 'utf8')).not.toContain('speaking');
    expect(await store.load()).toEqual(rooms);
  });

  it('holds no rooms before anything was saved', async () => {
    expect(await store.load()).toEqual([]);
    expect(said).toBe('');
  });

  it.each([
    ['no JSON', () => '{"version":1,"rooms":[', 'not JSON'],
    ['of another version', () => '{"version":7,"rooms":[]}', 'version 7'],
    ['of something else', () => '{"name":"left-pad"}', 'no store of seats'],
    ['cut off within', (text: string) => text.replace('session-secret"', '",'), 'not JSON'],
    ['without a seat', (text: string) => text.replace(/"seats":.*/, '"seats":[]}]}'), 'no store of seats'],
    ['with a uid that is none', (text: string) => text.replaceAll('"uid":"1"', '"uid":"x"'), 'no store of'],
  ])('is put aside and clearly told when it is %s', async (_, broken, reason) => {
    await store.save(rooms);
    const text = broken(readFileSync(file, 'utf8'));
    writeFileSync(file, text);
    expect(await store.load()).toEqual([]);
    expect(readFileSync(`${file}.broken`, 'utf8')).toBe(text);
    expect(said).toContain(reason);
    expect(said).not.toContain('secret');
    await store.save(rooms);
    expect(await store.load()).toEqual(rooms);
  });

  it('that cannot be read at all stops the start, and says what to do', async () => {
    await expect(new FileSeatStore(folder, pino({ level: 'silent' })).load()).rejects.toThrow(/--store none/);
  });
});
