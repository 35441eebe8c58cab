import { describe, expect, it } from 'vitest';
import { readAmf0 } from '../amf0/read-amf0.ts';
import { DEFAULT_LIMITS } from '../server/rtmp-limits.ts';
import { type Effect, reduceSession, type Session, type SessionInput } from './session.ts';

const fresh: Session = { status: 'fresh' };
const connected: Session = { status: 'connected', app: 'live', query: { a: '1' } };
const wish = { direction: 'push', app: 'live', stream: 's', query: {} } as const;
const authorising: Session = { status: 'authorising', app: 'live', query: {}, wish };
const active: Session = { status: 'active', app: 'live', query: {}, wish };
const closed: Session = { status: 'closed' };

function command(name: string, ...args: string[]): SessionInput {
  return { type: 'command', command: { name, transaction: 2, properties: new Map(), args } };
}

function step(session: Session, input: SessionInput) {
  const { session: next, effects } = reduceSession(session, input, 100);
  return { status: next.status, effects: effects.flatMap(told) };
}

/** An effect in one word, a message by its status code or its name. */
function told(effect: Effect): string[] {
  if (effect.type !== 'send') return [effect.type];
  return effect.messages.flatMap((message) => {
    const reading = readAmf0(message.payload, DEFAULT_LIMITS);
    if (message.type !== 20 || 'fault' in reading) return [];
    const info = reading.values[3] as { code?: string } | undefined;
    return [info?.code ?? String(reading.values[0])];
  });
}

const allowed: SessionInput = { type: 'allowed' };
const refused: SessionInput = { type: 'refused', reason: 'no' };

describe('reduceSession', () => {
  it.each<[Session, SessionInput, string, string[]]>([
    [fresh, command('connect'), 'connected', ['NetConnection.Connect.Success', 'onBWDone']],
    [fresh, command('publish', 's'), 'closed', ['close']],
    [fresh, command('createStream'), 'fresh', ['_result']],
    [fresh, allowed, 'fresh', []],
    [connected, command('connect'), 'closed', ['close']],
    [connected, command('releaseStream', 's'), 'connected', ['_result']],
    [connected, command('FCPublish', 's'), 'connected', ['_result']],
    [connected, command('publish', 's'), 'authorising', ['authorise']],
    [connected, command('play', 's'), 'authorising', ['authorise']],
    [connected, command('publish', ''), 'closed', ['NetStream.Publish.BadName', 'close']],
    [connected, command('play', 'x'.repeat(101)), 'closed', ['NetStream.Play.StreamNotFound', 'close']],
    [connected, command('deleteStream'), 'connected', []],
    [connected, command('pause'), 'connected', []],
    [connected, command('toString'), 'connected', []],
    [authorising, allowed, 'active', ['NetStream.Publish.Start', 'attach']],
    [authorising, refused, 'closed', ['NetStream.Publish.BadName', 'close']],
    [authorising, command('publish', 't'), 'closed', ['close']],
    [active, command('play', 't'), 'closed', ['close']],
    [active, command('deleteStream'), 'connected', ['release', 'NetStream.Unpublish.Success']],
    [active, command('FCUnpublish'), 'connected', ['release', 'NetStream.Unpublish.Success']],
    [active, command('closeStream'), 'connected', ['release', 'NetStream.Unpublish.Success']],
    [active, refused, 'active', []],
    [closed, command('connect'), 'closed', []],
    [closed, allowed, 'closed', []],
  ])('%o with %o becomes %s and does %j', (session, input, status, effects) => {
    expect(step(session, input)).toEqual({ status, effects });
  });

  it('takes parameters from the stream name before those of the app', () => {
    const { session } = reduceSession(connected, command('publish', 'room/s?a=2&b=3'), 100);
    expect(session).toMatchObject({
      wish: { stream: 'room/s', query: { a: '2', b: '3' }, direction: 'push' },
    });
  });

  it('takes slashes off the ends of a name, and is not held up by thousands in the middle', () => {
    const { session } = reduceSession(connected, command('publish', '//room/s/'), 100);
    expect(session).toMatchObject({ wish: { stream: 'room/s' } });
    const slashes = `x${'/'.repeat(60_000)}x`;
    const input = (properties: Map<string, string>): SessionInput => ({
      type: 'command',
      command: { name: 'connect', transaction: 1, properties, args: [] },
    });
    const before = performance.now();
    expect(reduceSession(fresh, input(new Map([['app', slashes]])), 100).session.status).toBe('closed');
    expect(reduceSession(fresh, input(new Map([['app', slashes]])), 65_536).session.status).toBe('connected');
    expect(performance.now() - before).toBeLessThan(1_000);
  });

  it('takes app and parameters from tcUrl when connect has no app', () => {
    const properties = new Map([['tcUrl', 'rtmp://host:1935/live/?k=v']]);
    const input: SessionInput = {
      type: 'command',
      command: { name: 'connect', transaction: 1, properties, args: [] },
    };
    expect(reduceSession(fresh, input, 100).session).toMatchObject({ app: 'live', query: { k: 'v' } });
  });
});
