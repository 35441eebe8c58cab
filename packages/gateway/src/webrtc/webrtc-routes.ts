import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { plainStream } from '../engine/embedded-engine.ts';
import type { MediaEngineListener } from '../engine/media-engine.ts';
import type { Grant } from '../grant/grant.ts';
import { cors } from '../http/cors.ts';
import { sendProblem } from '../http/problem.ts';
import { type IceServerSettings, iceServerLink, iceServersFor } from './ice-servers.ts';
import { ifMatches } from './if-match.ts';
import { iceUfrags } from './read-sdp.ts';
import { sendNegotiationProblem } from './send-negotiation-problem.ts';
import type { Session } from './session-table.ts';
import { grantOf, keyOf, sendRefusal, type WebRtcRequestParams } from './webrtc-access.ts';
import type { WebRtcSessions } from './webrtc-sessions.ts';

const SDP = 'application/sdp';
const FRAGMENT = 'application/trickle-ice-sdpfrag';
/** Of an offer or a fragment, in bytes: Chromium's offers have about 6,000. */
const BODY_BYTES = 64 * 1024;
const OF_ENDPOINT = ['GET', 'HEAD', 'OPTIONS', 'POST'];
const OF_SESSION = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH'];
const ALL = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE'];

export interface WebRtcRoutesOptions {
  /** Undefined where there is no WebRTC. */
  readonly sessions: WebRtcSessions | undefined;
  readonly authorise: MediaEngineListener['authorise'];
  readonly allowOrigin: readonly string[] | undefined;
  readonly iceServers: IceServerSettings;
  /** Milliseconds since 1970. */
  now(): number;
  readonly log: Logger;
}

/**
 * WHIP (RFC 9725) at `/whip/STREAM` and WHEP (draft-ietf-wish-whep-03) at `/whep/STREAM`; sessions lie below. They differ
 * in whose key counts and in nothing else.
 */
export function addWebRtcRoutes(http: FastifyInstance, options: WebRtcRoutesOptions): void {
  http.register(async (scope) => {
    // Every body is text here; what it is said to be is looked at where it is used.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: BODY_BYTES }, (_, body, done) =>
      done(null, body),
    );
    scope.setErrorHandler((error: { statusCode?: number }, _, reply) => {
      if (error.statusCode !== 413) throw error;
      return sendProblem(reply, 413, `Send ${BODY_BYTES} bytes or less.`);
    });
    new WebRtcRoutes(scope, options, 'push', '/whip').add();
    new WebRtcRoutes(scope, options, 'pull', '/whep').add();
  });
}

type Request = FastifyRequest<{ Params: WebRtcRequestParams }>;

class WebRtcRoutes {
  private readonly http: FastifyInstance;
  private readonly options: WebRtcRoutesOptions;
  private readonly direction: Grant['direction'];
  private readonly base: string;

  constructor(
    http: FastifyInstance,
    options: WebRtcRoutesOptions,
    direction: Grant['direction'],
    base: string,
  ) {
    this.http = http;
    this.options = options;
    this.direction = direction;
    this.base = base;
  }

  add(): void {
    const { sessions, allowOrigin } = this.options;
    const offered = async (_: FastifyRequest, reply: FastifyReply) =>
      sessions ? undefined : sendProblem(reply, 501, 'There is no WebRTC here: the gateway runs without it.');
    const on = (
      url: string,
      methods: readonly string[],
      handle: (request: Request, reply: FastifyReply) => unknown,
    ) =>
      this.http.route<{ Params: WebRtcRequestParams }>({
        method: ALL,
        url,
        onRequest: [cors({ allowOrigin, methods }), offered, this.permit(methods)],
        handler: async (request, reply) => handle(request, reply),
      });
    on(`${this.base}/:stream`, OF_ENDPOINT, (request, reply) => this.endpoint(request, reply));
    on(`${this.base}/:stream/:session`, OF_SESSION, (request, reply) => this.session(request, reply));
  }

  /** Before a body is read: a method that is none here (RFC 9110 §15.5.6), and who has no right. */
  private permit(methods: readonly string[]) {
    return async (request: FastifyRequest, reply: FastifyReply) => {
      const { method } = request;
      if (method === 'OPTIONS') return undefined;
      if (!methods.includes(method)) {
        reply.header('allow', methods.join(', '));
        return sendProblem(reply, 405, `Use ${methods.join(', ')} here.`);
      }
      const access = grantOf(request, this.direction, this.options.authorise);
      if (!('cause' in access)) return undefined;
      const stream = plainStream((request.params as WebRtcRequestParams).stream);
      const { direction } = this;
      this.options.log.info({ direction, stream, reason: access.refused }, 'media refused');
      return sendRefusal(reply, access);
    };
  }

  private endpoint(request: Request, reply: FastifyReply): unknown {
    if (request.method === 'OPTIONS') return this.describe(request, reply);
    const grant = grantOf(request, this.direction, this.options.authorise);
    // The key may have ended while the body came.
    if ('cause' in grant) return sendRefusal(reply, grant);
    // RFC 9725 §4.1: there is nothing to get, and that is no error.
    return request.method === 'POST' ? this.open(request, reply, grant) : reply.code(204).send();
  }

  private session(request: Request, reply: FastifyReply): unknown {
    if (request.method === 'OPTIONS') return reply.code(200).header('accept-patch', FRAGMENT).send();
    const grant = grantOf(request, this.direction, this.options.authorise);
    if ('cause' in grant) return sendRefusal(reply, grant);
    const session = this.options.sessions!.find(request.params.session!);
    if (!session) return sendProblem(reply, 404, 'There is no such session, or no more. POST a new offer.');
    if (session.grant !== grant)
      return sendRefusal(reply, { refused: 'the session is another’s', cause: 'otherKey' });
    if (request.method === 'PATCH') return this.trickle(request, reply, session);
    if (request.method !== 'DELETE') return reply.code(204).send();
    this.options.sessions!.end(session);
    return reply.code(200).send();
  }

  /** RFC 9725 §4.2, and §4.6 for whoever needs its ICE servers before it makes an offer. */
  private describe(request: Request, reply: FastifyReply): FastifyReply {
    reply.code(200).header('accept-post', SDP);
    const isPreflight = request.headers['access-control-request-method'] !== undefined;
    const grant = isPreflight ? undefined : grantOf(request, this.direction, this.options.authorise);
    if (grant && !('cause' in grant)) this.linkIceServers(reply, grant);
    return reply.send();
  }

  private async open(request: Request, reply: FastifyReply, grant: Grant): Promise<FastifyReply> {
    if (!isOf(request, SDP)) {
      reply.header('accept-post', SDP);
      return sendProblem(reply, 415, `Send the offer with "Content-Type: ${SDP}".`);
    }
    const offer = textOf(request);
    if (offer === '') return sendProblem(reply, 400, 'Send an SDP offer as the body.');
    try {
      const { session, sdp } = await this.options.sessions!.open(grant, offer);
      const { key, inAddress } = keyOf(request);
      const location = `${this.base}/${grant.stream}/${session.id}`;
      this.linkIceServers(reply, grant);
      return reply
        .code(201)
        .header('location', inAddress ? `${location}?key=${key}` : location)
        .header('etag', session.entityTag)
        .header('accept-patch', FRAGMENT)
        .type(SDP)
        .send(sdp);
    } catch (error) {
      return sendNegotiationProblem(reply, error);
    }
  }

  private async trickle(request: Request, reply: FastifyReply, session: Session): Promise<FastifyReply> {
    if (!isOf(request, FRAGMENT)) {
      reply.header('accept-patch', FRAGMENT);
      return sendProblem(reply, 415, `Send candidates with "Content-Type: ${FRAGMENT}".`);
    }
    const fragment = textOf(request);
    const ifMatch = request.headers['if-match'];
    if (fragment === '') return sendProblem(reply, 400, 'Send an SDP fragment as the body.');
    // RFC 6585 §3.
    if (ifMatch === undefined)
      return sendProblem(reply, 428, 'Send the ETag of the session: "If-Match: ETAG".');
    if (!ifMatches(ifMatch, session.entityTag))
      return sendProblem(
        reply,
        412,
        'The ETag is not that of this session. Use the one that came with its answer.',
      );
    // RFC 9725 §4.3.1: of trickle and restart we do one.
    if (iceUfrags(fragment).some((ufrag) => !session.ufrags.includes(ufrag)))
      return sendProblem(
        reply,
        422,
        'ICE is not restarted here. POST a new offer with the same key: it takes over.',
      );
    try {
      await this.options.sessions!.trickle(session, fragment);
      return reply.code(204).send();
    } catch (error) {
      return sendNegotiationProblem(reply, error);
    }
  }

  private linkIceServers(reply: FastifyReply, { uid }: Grant): void {
    const { iceServers, now } = this.options;
    const links = iceServersFor(iceServers, uid, now()).map(iceServerLink);
    if (links.length > 0) reply.header('link', links);
  }
}

function isOf({ headers }: FastifyRequest, type: string): boolean {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase() === type;
}

function textOf({ body }: FastifyRequest): string {
  return typeof body === 'string' ? body : '';
}
