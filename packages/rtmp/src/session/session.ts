import { parseStreamName, tcUrlApp, tcUrlQuery } from '../access/stream-name.ts';
import type { Amf0Value } from '../amf0/amf0-value.ts';
import type { RtmpMessage } from '../chunk/message.ts';
import type { Command } from './command.ts';
import { commandMessage, connectReplies, MEDIA_STREAM_ID, playReplies, statusMessage } from './reply.ts';

export type Direction = 'push' | 'pull';
type Query = Readonly<Record<string, string>>;

/** What a peer asks for with `publish` or `play`. */
export interface Wish {
  direction: Direction;
  app: string;
  stream: string;
  query: Query;
}

/** fresh → connected → authorising → active → connected …; closed from anywhere. */
export type Session =
  | { status: 'fresh' }
  | { status: 'connected'; app: string; query: Query }
  | { status: 'authorising'; app: string; query: Query; wish: Wish }
  | { status: 'active'; app: string; query: Query; wish: Wish }
  | { status: 'closed' };

export type SessionInput =
  | { type: 'command'; command: Command }
  | { type: 'allowed' }
  | { type: 'refused'; reason: string };

export type Effect =
  | { type: 'send'; messages: readonly RtmpMessage[] }
  | { type: 'authorise'; wish: Wish }
  | { type: 'attach'; wish: Wish }
  | { type: 'release' }
  | { type: 'close'; reason: 'refused' | 'protocolError'; detail: string };

export interface SessionStep {
  session: Session;
  effects: readonly Effect[];
}

/** One command or one decision further. Pure: it sends nothing and asks nobody itself. */
export function reduceSession(session: Session, input: SessionInput, nameLength: number): SessionStep {
  if (session.status === 'closed') return { session, effects: [] };
  switch (input.type) {
    case 'allowed':
      return admit(session);
    case 'refused':
      return refuse(session, input.reason);
    case 'command':
      return obey(session, input.command, nameLength);
  }
}

function obey(
  session: Exclude<Session, { status: 'closed' }>,
  command: Command,
  nameLength: number,
): SessionStep {
  const { name, transaction, args } = command;
  switch (name) {
    case 'connect':
      return connect(session, command, nameLength);
    case 'publish':
      return ask(session, 'push', args[0], nameLength);
    case 'play':
      return ask(session, 'pull', args[0], nameLength);
    case 'createStream':
      return send(session, commandMessage(0, '_result', transaction, null, MEDIA_STREAM_ID));
    case 'getStreamLength':
      return send(session, commandMessage(0, '_result', transaction, null, 0));
    case 'releaseStream':
    case 'FCPublish':
    case '_checkbw':
      return send(session, commandMessage(0, '_result', transaction, null, undefined));
    case 'FCUnpublish':
    case 'closeStream':
    case 'deleteStream':
      return stop(session);
    default:
      return { session, effects: [] };
  }
}

function connect(session: Session, command: Command, nameLength: number): SessionStep {
  if (session.status !== 'fresh') return fault('connect came twice');
  const tcUrl = text(command.properties.get('tcUrl'));
  const given = text(command.properties.get('app'));
  if (given.length > nameLength || tcUrl.length > nameLength) return fault('the app name is too long');
  const app = parseStreamName(given || tcUrlApp(tcUrl));
  return {
    session: { status: 'connected', app: app.name, query: { ...tcUrlQuery(tcUrl), ...app.query } },
    effects: [{ type: 'send', messages: connectReplies(command.transaction) }],
  };
}

function ask(session: Session, direction: Direction, given: Amf0Value, nameLength: number): SessionStep {
  if (session.status === 'fresh') return fault('publish or play came before connect');
  if (session.status !== 'connected') return fault('a connection publishes or plays one stream at a time');
  const { app, query } = session;
  const named = parseStreamName(text(given).slice(0, nameLength + 1));
  const wish: Wish = { direction, app, stream: named.name, query: { ...query, ...named.query } };
  const asking: Session = { status: 'authorising', app, query, wish };
  if (text(given).length > nameLength) return refuse(asking, 'The stream name is too long.');
  if (named.name === '') return refuse(asking, 'The stream has no name.');
  return { session: asking, effects: [{ type: 'authorise', wish }] };
}

function admit(session: Session): SessionStep {
  if (session.status !== 'authorising') return { session, effects: [] };
  const { wish } = session;
  const messages =
    wish.direction === 'push'
      ? [statusMessage('status', 'NetStream.Publish.Start', `${wish.stream} is now published.`)]
      : playReplies(wish.stream);
  return {
    session: { ...session, status: 'active' },
    effects: [
      { type: 'send', messages },
      { type: 'attach', wish },
    ],
  };
}

function refuse(session: Session, reason: string): SessionStep {
  if (session.status !== 'authorising') return { session, effects: [] };
  // BadName and StreamNotFound are the codes that librtmp, and with it OBS and the phones, take for a final no.
  const code =
    session.wish.direction === 'push' ? 'NetStream.Publish.BadName' : 'NetStream.Play.StreamNotFound';
  return {
    session: { status: 'closed' },
    effects: [
      { type: 'send', messages: [statusMessage('error', code, reason)] },
      { type: 'close', reason: 'refused', detail: reason },
    ],
  };
}

function stop(session: Session): SessionStep {
  if (session.status !== 'active') return { session, effects: [] };
  const { app, query, wish } = session;
  const code = wish.direction === 'push' ? 'NetStream.Unpublish.Success' : 'NetStream.Play.Stop';
  return {
    session: { status: 'connected', app, query },
    effects: [
      { type: 'release' },
      { type: 'send', messages: [statusMessage('status', code, `${wish.stream} has stopped.`)] },
    ],
  };
}

function send(session: Session, message: RtmpMessage): SessionStep {
  return { session, effects: [{ type: 'send', messages: [message] }] };
}

function fault(detail: string): SessionStep {
  return { session: { status: 'closed' }, effects: [{ type: 'close', reason: 'protocolError', detail }] };
}

function text(value: Amf0Value): string {
  return typeof value === 'string' ? value : '';
}
