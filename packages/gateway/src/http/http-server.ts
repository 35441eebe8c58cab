import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics/metrics.ts';
import type { Rooms } from '../room/rooms.ts';
import { requireSecret } from '../token/require-secret.ts';
import { addWebRtcRoutes, type WebRtcRoutesOptions } from '../webrtc/webrtc-routes.ts';
import { addAdminRoutes } from './admin-routes.ts';
import { isBearer } from './bearer.ts';
import { addFlvRoutes } from './flv-routes.ts';
import { type HttpLimits, httpLimits } from './http-limits.ts';
import { sendProblem } from './problem.ts';

/** A channelName has at most 64 characters, and each of them up to 12 in a URL. */
const PARAM_LENGTH = 1_024;

export interface HttpServerOptions {
  readonly rooms: Rooms;
  readonly metrics: Metrics;
  /** Whoever shows it is the operator; without it there is no operator. */
  readonly adminKey: string | undefined;
  /** Without a secret there are none to keep: metrics are then for everybody. */
  readonly debugMode: boolean;
  readonly log: Logger;
  /** Media over HTTP: FLV, WHIP and WHEP. */
  readonly media?: MediaRoutesOptions;
  health(): object;
  /** Default: `httpLimits`. */
  readonly limits?: HttpLimits;
}

export interface MediaRoutesOptions extends WebRtcRoutesOptions {
  readonly engine: Parameters<typeof addFlvRoutes>[1];
}

/** The gateway's HTTP: `/health` for everybody, media for whoever has a key, `/metrics` and `/admin` for the operator. */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const { rooms, metrics, adminKey, debugMode, log, health, media, limits = httpLimits } = options;
  if (adminKey !== undefined) requireSecret('admin key', adminKey);
  const http = Fastify({
    logger: false,
    // A peer that has connected and asks for nothing would hold up `close`.
    forceCloseConnections: true,
    requestTimeout: limits.requestWithin,
    // Node looks only now and then, by default every 30 s.
    http: { connectionsCheckingInterval: limits.requestWithin / 10 },
    keepAliveTimeout: limits.idle,
    // A path that cannot be decoded reaches no handler of ours.
    frameworkErrors: ({ message }, _, reply) => void sendProblem(reply, 400, message),
    routerOptions: { maxParamLength: PARAM_LENGTH },
  });
  http.setNotFoundHandler((_, reply) => sendProblem(reply, 404, 'There is nothing here.'));
  http.setErrorHandler((error: { statusCode?: number; message: string }, _, reply) => {
    const { statusCode = 500, message } = error;
    return sendProblem(reply, statusCode, statusCode < 500 ? message : 'The gateway failed at this.');
  });

  /** Answers whoever is not the operator. */
  const forOperator = async ({ headers }: FastifyRequest, reply: FastifyReply) => {
    if (adminKey === undefined) {
      const detail = 'This gateway has no operator. Start it with --admin-key or CALLGRID_ADMIN_KEY.';
      return sendProblem(reply, 404, detail);
    }
    if (isBearer(headers.authorization, adminKey)) return undefined;
    reply.header('www-authenticate', 'Bearer');
    return sendProblem(reply, 401, 'Send the admin key: "Authorization: Bearer KEY".');
  };
  const isOpen = debugMode && adminKey === undefined;

  http.get('/health', async () => health());
  http.get('/metrics', { onRequest: isOpen ? [] : [forOperator] }, async (_, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
  addAdminRoutes(http, rooms, forOperator, log);
  if (media) {
    addFlvRoutes(http, media.engine, media.allowOrigin);
    addWebRtcRoutes(http, media);
  }
  return http;
}
