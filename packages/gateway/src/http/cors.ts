import type { FastifyReply, FastifyRequest } from 'fastify';
import { isAllowedOrigin } from './origin.ts';
import { sendProblem } from './problem.ts';

/** How long a browser may remember what it was allowed, in seconds. */
const REMEMBERED = 600;

export interface CorsOptions {
  readonly allowOrigin: readonly string[] | undefined;
  readonly methods: readonly string[];
}

/** A hook that lets web pages in by the same rule as signalling (FETCH §3.3), and answers their preflights. */
export function cors({ allowOrigin, methods }: CorsOptions) {
  return async ({ headers, method }: FastifyRequest, reply: FastifyReply) => {
    const { origin, host } = headers;
    if (origin === undefined) return undefined;
    reply.header('vary', 'Origin');
    if (!isAllowedOrigin(origin, host, allowOrigin)) {
      return sendProblem(
        reply,
        403,
        'Pages of this origin may not. The gateway allows more with --allow-origin.',
      );
    }
    reply.header('access-control-allow-origin', origin);
    reply.header('access-control-expose-headers', 'Location, ETag, Link, Accept-Patch, Retry-After');
    if (method !== 'OPTIONS' || headers['access-control-request-method'] === undefined) return undefined;
    reply
      .header('access-control-allow-methods', methods.join(', '))
      .header('access-control-allow-headers', 'Authorization, Content-Type, If-Match')
      .header('access-control-max-age', REMEMBERED);
    return undefined;
  };
}
