import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MediaEngineListener, MediaRefusal } from '../engine/media-engine.ts';
import type { Grant } from '../grant/grant.ts';
import { bearerOf } from '../http/bearer.ts';
import { sendProblem } from '../http/problem.ts';

export interface WebRtcRequestParams {
  readonly stream: string;
  readonly session?: string;
}

/** The key that a request shows: as a bearer token (RFC 9725 §4.7.1), or in its address. */
export function keyOf({ headers, query }: Pick<FastifyRequest, 'headers' | 'query'>): {
  readonly key: string;
  /** Whether it stands in the address, as in those that signalling hands out. */
  readonly inAddress: boolean;
} {
  const bearer = bearerOf(headers.authorization);
  if (bearer !== undefined) return { key: bearer, inAddress: false };
  const { key } = query as { key?: unknown };
  return { key: typeof key === 'string' ? key : '', inAddress: true };
}

/** The grant that a request for this direction shows the key of, or why there is none. */
export function grantOf(
  request: Pick<FastifyRequest, 'headers' | 'query' | 'params'>,
  direction: Grant['direction'],
  authorise: MediaEngineListener['authorise'],
): Grant | MediaRefusal {
  const { stream } = request.params as WebRtcRequestParams;
  const access = authorise({ direction, stream, key: keyOf(request).key });
  return 'grant' in access ? access.grant : access;
}

const answers: Record<MediaRefusal['cause'], { status: number; challenge: string; advice: string }> = {
  noKey: {
    status: 401,
    challenge: 'Bearer',
    advice: 'Send the key of the address: "Authorization: Bearer KEY", or "?key=KEY" in it.',
  },
  unknownKey: {
    status: 401,
    challenge: 'Bearer error="invalid_token"',
    advice: 'The key is unknown, or has ended. Publish or subscribe again for a new address.',
  },
  otherKey: {
    status: 403,
    challenge: 'Bearer error="insufficient_scope"',
    advice: 'The key is for something else. Use each address as it was handed out.',
  },
};

/** Answers who has no right to what it asks for (RFC 6750 §3). */
export function sendRefusal(reply: FastifyReply, { refused, cause }: MediaRefusal): FastifyReply {
  const { status, challenge, advice } = answers[cause];
  reply.header('www-authenticate', challenge);
  return sendProblem(reply, status, cause === 'otherKey' ? `${advice} Here, ${refused}.` : advice);
}
