import { type NegotiationCode, NegotiationError } from '@callgrid/webrtc';
import type { FastifyReply } from 'fastify';
import { sendProblem } from '../http/problem.ts';
import { SessionRefusal } from './webrtc-sessions.ts';

/** When to try again, in seconds. */
const RETRY_AFTER = '2';

/** RFC 9725 §4.2 and §4.4.3 for offers, §4.3.1 for fragments, §4.5 for high load. */
const negotiation: Record<NegotiationCode, number> = {
  malformed: 400,
  noCodec: 422,
  unsupported: 422,
  unknownSession: 404,
  busy: 503,
  unavailable: 503,
};
const refusal: Record<SessionRefusal['code'], number> = { late: 409, ended: 401, tooMany: 429 };

/** Answers an offer or a fragment that could not be taken; anything but that is thrown on. */
export function sendNegotiationProblem(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof SessionRefusal) {
    if (error.code === 'ended') reply.header('www-authenticate', 'Bearer error="invalid_token"');
    if (error.code === 'tooMany') reply.header('retry-after', RETRY_AFTER);
    return sendProblem(reply, refusal[error.code], error.message);
  }
  if (!(error instanceof NegotiationError)) throw error;
  const status = negotiation[error.code];
  if (status === 503) reply.header('retry-after', RETRY_AFTER);
  return sendProblem(reply, status, error.message);
}
