import type { StreamId, Uid } from '@callgrid/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Grant } from '../grant/grant.ts';
import { type Session, SessionTable } from './session-table.ts';

function session(id: string, grant: string, direction: Grant['direction'] = 'push'): Session {
  const of: Grant = {
    id: grant,
    key: '',
    direction,
    channelName: 'demo',
    uid: '1' as Uid,
    streamId: '1/camera' as StreamId,
    stream: 's',
    expiresAt: 0,
    kinds: ['video'],
  };
  return { id, grant: of, entityTag: `"${id}"`, ufrags: [] };
}

describe('SessionTable', () => {
  it('lets the later session of a grant take over, once it opens and not before', () => {
    const table = new SessionTable();
    table.begin(session('a', 'g'));
    table.opened('a');
    table.begin(session('b', 'g'));
    expect(table.find('a')).toBeDefined();
    expect(table.find('b')).toBeUndefined();
    expect(table.opened('b')).toMatchObject({ status: 'open', former: { id: 'a' } });
    expect(table.find('a')).toBeUndefined();
  });

  it('has no place for one that opens after a later one, or after it was removed', () => {
    const table = new SessionTable();
    for (const id of ['a', 'b', 'c']) table.begin(session(id, 'g'));
    table.opened('b');
    expect(table.opened('a')).toEqual({ status: 'late' });
    table.remove('c');
    expect(table.opened('c')).toEqual({ status: 'gone' });
    expect(table.all.map(({ id }) => id)).toEqual(['b']);
  });

  it('counts the viewers of a stream, and those alone', () => {
    const table = new SessionTable();
    for (const id of ['a', 'b', 'c']) table.begin(session(id, id, 'pull'));
    table.begin(session('p', 'p'));
    for (const id of ['a', 'b', 'p']) table.opened(id);
    expect([table.count('pull', 's'), table.count('pull', 't'), table.count('push')]).toEqual([2, 0, 1]);
  });

  it('in any order has at most one open session of a grant, a few opening ones, and in the end none', () => {
    const id = fc.integer({ min: 0, max: 11 });
    const step = fc.oneof(
      fc.record({ does: fc.constant('begin' as const), id, grant: fc.integer({ min: 0, max: 2 }) }),
      fc.record({ does: fc.constantFrom('opened' as const, 'remove' as const), id }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const table = new SessionTable();
        const begun = new Map<string, string>();
        for (const it of steps) {
          if (it.does !== 'begin') table[it.does](`${it.id}`);
          else if (!begun.has(`${it.id}`)) {
            begun.set(`${it.id}`, `${it.grant}`);
            table.begin(session(`${it.id}`, `${it.grant}`));
          }
          const everyOpen = table.all.filter((one) => table.find(one.id));
          expect([table.count('push'), table.count('push', 's')]).toEqual(Array(2).fill(everyOpen.length));
          for (const grant of ['0', '1', '2']) {
            const all = table.ofGrant(session('', grant).grant);
            const open = all.filter((one) => table.find(one.id));
            expect(open.length).toBeLessThanOrEqual(1);
            expect(all.length - open.length).toBeLessThanOrEqual(4);
          }
        }
        for (const { id: left } of table.all) table.remove(left);
        expect(['0', '1', '2'].flatMap((grant) => table.ofGrant(session('', grant).grant))).toEqual([]);
      }),
    );
  });
});
