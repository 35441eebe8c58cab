import { EventLog } from '@callgrid/test-kit';
import {
  type Access,
  type AccessRequest,
  createRtmpServer,
  type RtmpLimits,
  type RtmpServer,
  type RtmpServerEvents,
} from '../src/index.ts';

export type ServerEvent = {
  [Name in keyof RtmpServerEvents]: { name: Name; at: number } & RtmpServerEvents[Name];
}[keyof RtmpServerEvents];

export interface StartedServer {
  server: RtmpServer;
  events: EventLog<ServerEvent>;
  requests: EventLog<AccessRequest>;
  port: number;
  /** `rtmp://127.0.0.1:port/live/` + name. */
  url(name: string): string;
}

/** A server on a free port. Unless told otherwise it lets everybody in, with the connection's id as grant. */
export async function startServer(
  limits: Partial<RtmpLimits> = {},
  authorise: (request: AccessRequest) => Promise<Access> | Access = letIn,
): Promise<StartedServer> {
  const events = new EventLog<ServerEvent>();
  const requests = new EventLog<AccessRequest>();
  const server = createRtmpServer({
    host: '127.0.0.1',
    port: 0,
    limits,
    authorise(request) {
      requests.add(request);
      return authorise(request);
    },
  });
  for (const name of ['live', 'stalled', 'ended', 'connectionClosed'] as const) {
    server.on(name, (payload) => events.add({ name, at: performance.now(), ...payload } as ServerEvent));
  }
  const { port } = await server.listen();
  return { server, events, requests, port, url: (name) => `rtmp://127.0.0.1:${port}/live/${name}` };
}

/** Everybody may send and get everything. */
export function letIn(request: AccessRequest): Access {
  return { allowed: true, grant: request.query.grant ?? request.connectionId, kinds: ['audio', 'video'] };
}
